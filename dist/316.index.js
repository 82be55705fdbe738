export const id = 316;
export const ids = [316];
export const modules = {

/***/ 3316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   proposePullRequest: () => (/* binding */ proposePullRequest)
/* harmony export */ });
/* harmony import */ var _github_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4080);
/* harmony import */ var _mobile_config_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7422);
/* harmony import */ var _wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6322);
/* harmony import */ var _elsewhere_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4687);
/* harmony import */ var _proposal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6949);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5519);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9226);
/* harmony import */ var _wanted_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(59);








/** How often a run reads and decides before it gives up against others that write at the same time. */
const ATTEMPTS = 3;
/**
 * Mode `pull-request`: read everything, decide, then write. The app registration is written first: its change is additive and
 * harmless while the server runs the old configuration, while a merged pull request without it would lock the phones out.
 */
async function proposePullRequest(run) {
    const { inputs, desired, progress } = run;
    const repository = (0,_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .connectRepository */ .J)(run);
    const { github, target, told, explained } = repository;
    const [first, elsewhere] = await (0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .together */ .bs)(read(run, repository, target).catch(explained), (0,_elsewhere_js__WEBPACK_IMPORTED_MODULE_2__/* .lookElsewhere */ .G)(run));
    progress.findings = [...desired.findings, ...elsewhere.findings(!first.rendered.isChanged)];
    const { registration } = elsewhere;
    const planned = await plan(run, repository, first, registration).catch(explained);
    await elsewhere.apply?.();
    const outcome = await carryOut(run, repository, planned, registration).catch(explained);
    const { rendered, findings: left, ...done } = outcome;
    const findings = [...rendered.findings, ...elsewhere.findings(!rendered.isChanged), ...left];
    const { commit: commitSha, made, unknown } = github.writes;
    return {
        ...(0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .resultOf */ .Bg)(run, rendered, findings, elsewhere),
        ...told,
        ...done,
        mode: 'pull-request',
        registration: registration && { ...registration, isChanged: progress.azure === 'changed' },
        commitSha,
        hasWritten: done.operation !== 'none' || commitSha !== undefined || made.length + unknown.length > 0,
        script: (0,_wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_7__/* .wantedScript */ .VS)(inputs.wsadminScript),
    };
}
/** Writes; where somebody else has written in the meantime, reads and decides again. */
async function carryOut(run, repository, planned, registration) {
    const { github } = repository;
    // What was read before others were asked may be out of date by now.
    let isCurrent = planned.plan.kind === 'nothing' || !(0,_elsewhere_js__WEBPACK_IMPORTED_MODULE_2__/* .asksDiscovery */ .V)(run);
    let current = planned;
    for (let attempt = 1;; attempt++) {
        try {
            if (!isCurrent) {
                const state = await read(run, repository, current.state.target);
                current = await plan(run, repository, state, registration);
            }
            const outcome = await (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .apply */ .Bb)(github, current.state, current.plan);
            return { ...withEarlier(outcome, github.writes), rendered: current.rendered };
        }
        catch (error) {
            if (!(error instanceof _github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .RaceLostError */ .Ss))
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
    if (error instanceof _github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .NewBranchMissedError */ .k_)
        return new _github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .ConfigRepositoryError */ .fE(error.message, { cause: error });
    return new _github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .ConfigRepositoryError */ .fE(`${_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .RACE_ERRORS */ .eT.gaveUp} ${ATTEMPTS} attempts failed, the last one because: ${error.message} Run again. If several runs share the file, give the workflow a concurrency group.`);
}
/** @throws ProblemsError when the file cannot be edited, ConfigRepositoryError and what GitHub refuses */
async function read(run, { github }, target) {
    const { inputs, desired, log, progress } = run;
    const state = await (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readState */ .un)(github, target);
    (0,_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .tellName */ .l)(log, target, state.target);
    assertOwnScripts(state, inputs);
    const rendered = await (0,_wanted_file_js__WEBPACK_IMPORTED_MODULE_6__/* .wantedFile */ .q)(inputs, desired, state.base.file?.bytes, target.path);
    progress.differs ||= rendered.isChanged;
    return { state, rendered };
}
/** A path that was mistyped must not cost a file. @throws ConfigRepositoryError */
function assertOwnScripts({ base: { scripts } }, { wsadminScript }) {
    const other = (0,_wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_7__/* .keptScripts */ .nO)(wsadminScript).find(({ isEarlierVersion }, index) => {
        const existing = scripts[index];
        return existing && !isEarlierVersion(existing.bytes);
    });
    if (!other)
        return;
    throw new _github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .ConfigRepositoryError */ .fE(`wsadmin-script: "${other.path}" is a file that this action did not write, so it is not replaced. Use a different path, or delete the file. To keep the file, set the input to body or off.`);
}
async function plan(run, { github }, { state, rendered }, registration) {
    const wanted = (0,_proposal_js__WEBPACK_IMPORTED_MODULE_3__/* .wantedOf */ .Lm)(run, state, rendered, registration);
    const onBase = (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .decideOnBase */ .By)(state, wanted);
    if (onBase)
        return { state, rendered, plan: onBase };
    const branch = await (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readBranch */ .pG)(github, state);
    const isAddedTo = branch && (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .addsTo */ .iE)(state, wanted, branch);
    const onBranch = isAddedTo ? await fileOnBranch(run, github, { state, rendered }) : undefined;
    return { state, rendered, plan: (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .decide */ .LD)(state, wanted, branch, onBranch) };
}
/** The file on a branch that others have worked on; where that is the skeleton still, it is made from the base's. */
async function fileOnBranch(run, github, { state, rendered: ofBase }) {
    const { path, branch } = state.target;
    const file = await (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readBranchFile */ .TQ)(github, state);
    const isStart = file !== undefined && (ofBase.origin === 'skeleton' || !(0,_mobile_config_index_js__WEBPACK_IMPORTED_MODULE_1__/* .isFromSkeleton */ .UI)(file.bytes));
    const start = isStart ? file : state.base.file;
    const rendered = await (0,_wanted_file_js__WEBPACK_IMPORTED_MODULE_6__/* .wantedFile */ .q)(run.inputs, run.desired, start?.bytes, `${path} on ${branch}`);
    return { bytes: rendered.bytes, message: (0,_proposal_js__WEBPACK_IMPORTED_MODULE_3__/* .commitText */ .tT)(run, rendered) };
}


/***/ })

};
