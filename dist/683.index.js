export const id = 683;
export const ids = [683];
export const modules = {

/***/ 2683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkForDrift: () => (/* binding */ checkForDrift),
/* harmony export */   fileDrift: () => (/* binding */ fileDrift)
/* harmony export */ });
/* harmony import */ var _findings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3876);
/* harmony import */ var _github_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4080);
/* harmony import */ var _elsewhere_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4687);
/* harmony import */ var _proposal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6949);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5519);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9226);
/* harmony import */ var _wanted_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(59);







/** Mode `check`: everything is read and nothing is written, anywhere. */
async function checkForDrift(run) {
    const { github, target, told, explained } = (0,_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .connectRepository */ .J)(run);
    const [{ rendered, open, isMissing, drift }, elsewhere] = await (0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .together */ .bs)(readRepository(run, github, target).catch(explained), (0,_elsewhere_js__WEBPACK_IMPORTED_MODULE_2__/* .lookElsewhere */ .G)(run));
    // What differs is told setting by setting.
    const own = rendered.findings.filter(({ id }) => id === 'MSSO131' || (id === 'MSSO010' && !isMissing));
    const findings = [...drift, ...own, ...elsewhere.findings(!rendered.isChanged)];
    return {
        ...(0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .resultOf */ .Bg)(run, rendered, findings, elsewhere),
        ...told,
        mode: 'check',
        failsOnDrift: run.inputs.failOnDrift,
        pullRequest: open,
    };
}
/** The file at the base as it is and as it is wanted, and the pull request that is open for it. */
async function readRepository({ inputs, desired, log, progress }, github, target) {
    const { file, open: pullRequest, target: now } = await (0,_github_index_js__WEBPACK_IMPORTED_MODULE_1__/* .readForCheck */ .c5)(github, target);
    (0,_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .tellName */ .l)(log, target, now);
    const { path } = target;
    const rendered = await (0,_wanted_file_js__WEBPACK_IMPORTED_MODULE_6__/* .wantedFile */ .q)(inputs, desired, file?.bytes, path);
    const wanted = pullRequest && (0,_github_index_js__WEBPACK_IMPORTED_MODULE_1__/* .readKept */ .DL)(pullRequest.body)?.wanted;
    const standsFor = (origin) => wanted !== undefined && (0,_github_index_js__WEBPACK_IMPORTED_MODULE_1__/* .isForSameValues */ .ee)(wanted, (0,_proposal_js__WEBPACK_IMPORTED_MODULE_3__/* .fingerprint */ .Rj)(path, desired.settings, undefined, origin));
    const open = pullRequest && {
        number: pullRequest.number,
        url: pullRequest.url,
        isWanted: standsFor('file'),
        isFromSkeleton: standsFor('skeleton'),
    };
    const drift = fileDrift(target, file && rendered.changes, open);
    progress.findings = [...progress.findings, ...drift];
    return { rendered, open, isMissing: !file, drift };
}
/**
 * What differs in the file, setting by setting, and which pull request would change it.
 * @param changes undefined when the base has no such file
 */
function fileDrift({ path, base }, changes, open) {
    if (!changes) {
        const what = `The file does not exist on ${base ? `"${base}"` : 'the default branch'}.`;
        const cure = open && !open.isFromSkeleton ? cureBy(open) : findTheFile(open);
        return [(0,_findings_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('MSSO013', { where: path, what, cure })];
    }
    return changes.map(({ setting, before, after, source, line }) => (0,_findings_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('MSSO012', {
        where: `${path}:${line}`,
        what: `"${setting}" ${before === null ? 'is missing' : `is "${before}"`} and should be "${after}" (${source}).`,
        cure: cureBy(open),
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
function cureBy(open) {
    if (!open)
        return 'Run the action in mode pull-request, which proposes the change.';
    return open.isWanted
        ? `Merge pull request #${open.number}, which proposes it: ${open.url}`
        : `Pull request #${open.number} is open but was made for other values; run the action in mode pull-request to update it: ${open.url}`;
}


/***/ })

};
