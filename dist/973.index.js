export const id = 973;
export const ids = [973];
export const modules = {

/***/ 9973:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkForDrift: () => (/* binding */ checkForDrift)
});

// EXTERNAL MODULE: ./build/github/index.js + 16 modules
var build_github = __webpack_require__(9451);
// EXTERNAL MODULE: ./build/findings.js
var findings = __webpack_require__(3876);
;// CONCATENATED MODULE: ./build/modes/file-drift.js

/**
 * What differs in the file, setting by setting, and which pull request would change it.
 * @param changes undefined when the base has no such file
 */
function fileDrift({ path, base }, changes, openPullRequest) {
    const cure = cureBy(openPullRequest);
    if (!changes) {
        const what = `The file does not exist on ${base ? `"${base}"` : 'the default branch'}.`;
        const isProposed = openPullRequest && !openPullRequest.isFromSkeleton;
        return [(0,findings/* finding */.gk)('MSSO013', { where: path, what, cure: isProposed ? cure : findTheFile(openPullRequest) })];
    }
    return changes.map(({ setting, before, after, source, line }) => (0,findings/* finding */.gk)('MSSO012', {
        where: `${path}:${line}`,
        what: `"${setting}" ${before === null ? 'is missing' : `is "${before}"`} and should be "${after}" (${source}).`,
        cure,
        wanted: after,
        found: before ?? '',
        setting,
        line,
    }));
}
/** A new file at a wrong path would be proposed as readily, and holds the security section only. */
function findTheFile(fromSkeleton) {
    const cure = 'Correct config-path or base, or commit the file that wsadmin checked out. Mode pull-request with a template proposes one.';
    return fromSkeleton
        ? `${cure} Do not merge pull request #${fromSkeleton.number}, which has only the security section: ${fromSkeleton.url}`
        : cure;
}
function cureBy(pullRequest) {
    if (!pullRequest)
        return 'Run the action in mode pull-request, which proposes the change.';
    const { number, url, isWanted } = pullRequest;
    return isWanted
        ? `Merge pull request #${number}, which proposes it: ${url}`
        : `Pull request #${number} is open but was made for other values; run the action in mode pull-request to update it: ${url}`;
}

// EXTERNAL MODULE: ./build/modes/fingerprint.js
var fingerprint = __webpack_require__(5935);
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
;// CONCATENATED MODULE: ./build/modes/check.js








/** Mode `check`: everything is read and nothing is written, anywhere. */
async function checkForDrift(run) {
    const { inputs, desired, progress } = run;
    const { github, target, repository, workspacePath, explained } = (0,modes_repository/* connectRepository */.J)(run);
    const [read, registered, surroundings] = await (0,modes_run/* together */.bs)((0,modes_run/* noted */.ZT)(progress, readRepository(run, github, target).catch(explained), ({ drift }) => drift), (0,registration/* planRegistration */.d)(run), (0,modes_run/* noted */.ZT)(progress, (0,server/* inspectSurroundings */.q)(run), (seen) => seen.findings(undefined)));
    const { rendered, openPullRequest, isMissing, drift } = read;
    const findings = [
        ...drift,
        ...(isMissing ? [] : rendered.findings.filter(({ id }) => id === 'MSSO010')),
        ...rendered.findings.filter(({ id }) => id === 'MSSO131'),
        ...(registered?.reported.findings ?? []),
        ...surroundings.findings(!rendered.isChanged),
    ];
    return {
        ...(0,modes_run/* resultOf */.Bg)(inputs, desired, { ...rendered, findings: [] }, findings, { registered, surroundings }),
        mode: 'check',
        workspacePath,
        repository,
        failsOnDrift: inputs.failOnDrift,
        registration: registered?.reported,
        branch: target.branch,
        openPullRequest,
    };
}
/** The file at the base as it is and as it is wanted, and the pull request that is open for it. */
async function readRepository({ inputs, desired, reporter }, github, target) {
    const { file, open, target: now } = await (0,build_github/* readForCheck */.c5)(github, target);
    (0,modes_repository/* tellName */.l)(reporter, target, now);
    const { path } = target;
    const rendered = await (0,wanted_file/* wantedFile */.q)(inputs, desired, file?.bytes, path);
    const wanted = open && (0,build_github/* readKept */.DL)(open.body)?.wanted;
    const standsFor = (origin) => wanted !== undefined && (0,build_github/* isForSameValues */.ee)(wanted, (0,fingerprint/* fingerprint */.R)(path, desired.settings, undefined, origin));
    const openPullRequest = open && {
        number: open.number,
        url: open.url,
        isWanted: standsFor('file'),
        isFromSkeleton: standsFor('skeleton'),
    };
    const drift = fileDrift(target, file && rendered.changes, openPullRequest);
    return { rendered, openPullRequest, isMissing: !file, drift };
}


/***/ })

};
