export const id = 244;
export const ids = [244];
export const modules = {

/***/ 9244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  proposePullRequest: () => (/* binding */ proposePullRequest)
});

// EXTERNAL MODULE: ./build/github/index.js + 16 modules
var build_github = __webpack_require__(9451);
// EXTERNAL MODULE: ./build/mobile-config/index.js + 5 modules
var mobile_config = __webpack_require__(6072);
// EXTERNAL MODULE: ./build/wsadmin-script/wanted-script.js + 1 modules
var wanted_script = __webpack_require__(6322);
// EXTERNAL MODULE: ./build/inputs/index.js + 6 modules
var build_inputs = __webpack_require__(8532);
// EXTERNAL MODULE: ./build/report/index.js + 20 modules
var report = __webpack_require__(7610);
// EXTERNAL MODULE: ./build/text/truncate.js
var truncate = __webpack_require__(3770);
// EXTERNAL MODULE: ./build/modes/fingerprint.js
var fingerprint = __webpack_require__(5935);
;// CONCATENATED MODULE: ./build/modes/proposal.js





/**
 * What the pull request is to say and hold. Secrets are in none of it, not even where the file has them.
 * @param rendered the desired file, made from the base's
 * @param registration what is found out about the app registration, which the pull request explains too
 */
function wantedOf(run, { pullRequest, base }, rendered, registration) {
    const { inputs, desired, secrets, world } = run;
    const { body: introduction, configPath: path } = inputs;
    const { labels, assignees, reviewers, teamReviewers, draft } = inputs;
    const { bytes, changes, isChanged } = rendered;
    const script = (0,wanted_script/* wantedScript */.VS)(inputs.wsadminScript);
    const scripts = (0,wanted_script/* keptScripts */.nO)(inputs.wsadminScript);
    const wanted = (0,fingerprint/* fingerprint */.R)(path, desired.settings, scripts, rendered.origin);
    // What changes scripts alone may be merged whatever the file is.
    const origin = isChanged ? rendered.origin : 'file';
    const findings = [...desired.findings, ...rendered.findings, ...(registration?.findings ?? [])];
    const documentation = (0,report/* documentationUrl */.ou)(world.environment);
    const found = { path, changes, isChanged, origin, findings, registration };
    // Before it is escaped, and after: what people wrote around it stays theirs, but for secrets.
    const { provider } = desired;
    const parts = (0,report/* withoutSecrets */.cT)({ introduction, provider, ...found, documentation, script, wanted }, secrets);
    const existing = pullRequest?.state === 'open' ? pullRequest.body : '';
    return {
        fingerprint: wanted,
        file: { bytes, isChanged, message: commitText(run, rendered) },
        scripts,
        scriptsMessage: secrets.redact(inputs.commitMessage) || scriptsTitle(inputs),
        isBranchNameDerived: inputs.branch === (0,build_inputs/* derivedBranch */.uL)(path, inputs.base),
        title: secrets.redact(title(run, isChanged, origin)),
        body: secrets.redact((0,report/* pullRequestBody */.NF)(parts, existing)),
        closingComment: secrets.redact((0,report/* closingComment */.hY)(base.name)),
        draft: origin === 'skeleton' ? 'where possible' : draft,
        labels,
        assignees,
        reviewers,
        teamReviewers,
    };
}
/** The message of a commit that changes the file. */
function commitText(run, { changes, origin }) {
    const standard = () => [title(run, true, origin), '', ...changes.map(({ setting }) => `- ${setting}`)];
    return run.secrets.redact(run.inputs.commitMessage || standard().join('\n'));
}
function scriptsTitle({ wsadminScript }) {
    return `Update the wsadmin ${(0,wanted_script/* keptScripts */.nO)(wsadminScript).length === 1 ? 'script' : 'scripts'}`;
}
/** GitHub refuses longer titles. */
const LONGEST_TITLE = 256;
/**
 * What is made from the skeleton has a warning in its title, too: a draft is made ready with one click, and some plans have none.
 * @param isChanged mobile-config.xml changes, and not scripts alone
 */
function title({ inputs, desired }, isChanged, origin) {
    const at = { entra: 'Azure ', keycloak: 'Keycloak ', other: '' }[desired.provider.kind];
    const standard = isChanged ? `Move the mobile clients to ${at}single sign-on` : scriptsTitle(inputs);
    const text = inputs.title || `${standard} (${inputs.configPath})`;
    if (origin !== 'skeleton')
        return text;
    const warning = 'DO NOT MERGE: ';
    return warning + (0,truncate/* truncate */.x)(text, LONGEST_TITLE - warning.length - 1);
}

// EXTERNAL MODULE: ./build/modes/registration.js
var registration = __webpack_require__(6238);
// EXTERNAL MODULE: ./build/modes/repository.js
var modes_repository = __webpack_require__(5519);
// EXTERNAL MODULE: ./build/modes/run.js
var modes_run = __webpack_require__(9226);
// EXTERNAL MODULE: ./build/modes/server.js
var server = __webpack_require__(2276);
// EXTERNAL MODULE: ./build/modes/wanted-file.js
var wanted_file = __webpack_require__(59);
;// CONCATENATED MODULE: ./build/modes/pull-request.js









/** How often a run reads and decides before it gives up against others that write at the same time. */
const ATTEMPTS = 3;
/**
 * Mode `pull-request`: read everything, decide, then write. The app registration is written first: its change is additive and
 * harmless while the server runs the old configuration, while a merged pull request without it would lock the phones out.
 */
async function proposePullRequest(run) {
    const { inputs, desired, progress } = run;
    const repository = (0,modes_repository/* connectRepository */.J)(run);
    const { github, target, workspacePath, explained } = repository;
    const [first, registered, surroundings] = await (0,modes_run/* together */.bs)((0,modes_run/* noted */.ZT)(progress, read(run, repository, target).catch(explained), ({ rendered }) => {
        progress.differs ||= rendered.isChanged;
        return [];
    }), (0,registration/* planRegistration */.d)(run), (0,modes_run/* noted */.ZT)(progress, (0,server/* inspectSurroundings */.q)(run), (seen) => seen.findings(undefined)));
    const seen = ({ isChanged }) => [
        ...(registered?.reported.findings ?? []),
        ...surroundings.findings(!isChanged),
    ];
    progress.findings = [...desired.findings, ...seen(first.rendered)];
    const planned = await plan(run, repository, first, registered?.reported).catch(explained);
    if (run.request?.reconcile === 'apply')
        await registered?.apply();
    const outcome = await carryOut(run, repository, planned, registered?.reported).catch(explained);
    const { rendered, findings, ...done } = outcome;
    const { commit: commitSha, made, unknown } = github.writes;
    return {
        ...(0,modes_run/* resultOf */.Bg)(inputs, desired, rendered, [...seen(rendered), ...findings], { registered, surroundings }),
        ...done,
        mode: 'pull-request',
        workspacePath,
        repository: repository.repository,
        registration: registered && { ...registered.reported, isChanged: progress.azure === 'changed' },
        branch: target.branch,
        commitSha,
        hasWritten: done.operation !== 'none' || commitSha !== undefined || made.length + unknown.length > 0,
        script: (0,wanted_script/* wantedScript */.VS)(inputs.wsadminScript),
    };
}
/** Writes; where somebody else has written in the meantime, reads and decides again. */
async function carryOut(run, repository, planned, registration) {
    const { github } = repository;
    // What was read before others were asked may be out of date by now.
    let isCurrent = planned.plan.kind === 'nothing' || !(0,server/* asksDiscovery */.V)(run);
    let current = planned;
    for (let attempt = 1;; attempt++) {
        try {
            if (!isCurrent) {
                const state = await read(run, repository, current.state.target);
                current = await plan(run, repository, state, registration);
            }
            const outcome = await (0,build_github/* apply */.Bb)(github, current.state, current.plan);
            return { ...withEarlier(outcome, github.writes), rendered: current.rendered };
        }
        catch (error) {
            if (!(error instanceof build_github/* RaceLostError */.Ss))
                throw error;
            if (attempt === ATTEMPTS)
                throw gaveUp(error);
            isCurrent = false;
        }
    }
}
/** The last attempt may have nothing left to do, because one before it has done that and lost a race later. */
function withEarlier(outcome, { commit, hasOpened }) {
    const { operation, pullRequest, findings } = outcome;
    if (!pullRequest || operation === 'closed')
        return outcome;
    if (hasOpened)
        return { operation: 'created', pullRequest, findings };
    return operation === 'none' && commit ? { operation: 'updated', pullRequest, findings } : outcome;
}
function gaveUp(error) {
    if (error instanceof build_github/* NewBranchMissedError */.k_)
        return new build_github/* ConfigRepositoryError */.fE(error.message, { cause: error });
    return new build_github/* ConfigRepositoryError */.fE(`${build_github/* RACE_ERRORS */.eT.gaveUp} ${ATTEMPTS} attempts failed, the last one because: ${error.message} Run again. If several runs share the file, give the workflow a concurrency group.`);
}
/** @throws ProblemsError when the file cannot be edited, ConfigRepositoryError and what GitHub refuses */
async function read(run, { github }, target) {
    const { inputs, desired, reporter } = run;
    const state = await (0,build_github/* readState */.un)(github, target);
    (0,modes_repository/* tellName */.l)(reporter, target, state.target);
    assertOwnScripts(state, inputs);
    return { state, rendered: await (0,wanted_file/* wantedFile */.q)(inputs, desired, state.base.file?.bytes, target.path) };
}
/** A path that was mistyped must not cost a file. @throws ConfigRepositoryError */
function assertOwnScripts({ base: { scripts } }, { wsadminScript }) {
    const other = (0,wanted_script/* keptScripts */.nO)(wsadminScript).find(({ isEarlierVersion }, index) => {
        const existing = scripts[index];
        return existing && !isEarlierVersion(existing.bytes);
    });
    if (!other)
        return;
    throw new build_github/* ConfigRepositoryError */.fE(`wsadmin-script: "${other.path}" is a file that this action did not write, so it is not replaced. Use a different path, or delete the file. To keep the file, set the input to body or off.`);
}
async function plan(run, { github }, { state, rendered }, registration) {
    const wanted = wantedOf(run, state, rendered, registration);
    const onBase = (0,build_github/* decideOnBase */.By)(state, wanted);
    if (onBase)
        return { state, rendered, plan: onBase };
    const branch = await (0,build_github/* readBranch */.pG)(github, state);
    const onBranch = branch && (0,build_github/* addsTo */.iE)(state, wanted, branch) ? await fileOnBranch(run, github, state, rendered) : undefined;
    return { state, rendered, plan: (0,build_github/* decide */.LD)(state, wanted, branch, onBranch) };
}
/** The file on a branch that others have worked on; where that is the skeleton still, it is made from the base's. */
async function fileOnBranch(run, github, state, { origin }) {
    const { path, branch } = state.target;
    const file = await (0,build_github/* readBranchFile */.TQ)(github, state);
    const isStart = file !== undefined && (origin === 'skeleton' || !(0,mobile_config/* isFromSkeleton */.UI)(file.bytes));
    const start = isStart ? file : state.base.file;
    const rendered = await (0,wanted_file/* wantedFile */.q)(run.inputs, run.desired, start?.bytes, `${path} on ${branch}`);
    const { bytes, isChanged } = rendered;
    return { bytes, isChanged: isChanged || !isStart, message: commitText(run, rendered) };
}


/***/ })

};
