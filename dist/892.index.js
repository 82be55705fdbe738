export const id = 892;
export const ids = [892,683];
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


/***/ }),

/***/ 2511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkFleet: () => (/* binding */ checkFleet)
/* harmony export */ });
/* unused harmony export AT_ONCE */
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8532);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7806);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2683);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2652);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9226);





/** Environments that are looked at, at the same time. */
const AT_ONCE = 4;
/** Seconds that are added to a run's time for each environment: a server that gives no answer takes two minutes in its lane. */
const EACH = 30;
/**
 * Mode `check` for all environments of an inventory. One that cannot be checked is told as such, and the others go on.
 * @throws ProblemsError with everything that is wrong with the inventory and the inputs, before anything is asked of anybody
 */
async function checkFleet(shared, inventory) {
    const runs = prepareAll(shared, inventory);
    const environments = [];
    const left = runs.entries();
    const lane = async () => {
        for (const [index, { name, run }] of left) {
            environments[index] = { name, result: await checkOne(run) };
            // For the report of a run that is broken off before its end.
            const named = run.progress.findings.map((each) => ({ ...each, where: `${name}: ${each.where}` }));
            shared.progress.findings = [...shared.progress.findings, ...named];
        }
    };
    const { deadline } = shared.world;
    deadline.allow(EACH * runs.length);
    await deadline.over(() => Promise.all(Array.from({ length: AT_ONCE }, lane)));
    return { failsOnDrift: runs[0].run.inputs.failOnDrift, environments };
}
function prepareAll(shared, { environments, problems }) {
    const said = new Set();
    const tried = environments.map((environment) => {
        const { name, core } = environment;
        const own = { ...shared, log: logOf(name, shared.log, said), progress: (0,_run_js__WEBPACK_IMPORTED_MODULE_4__/* .noProgress */ .nd)() };
        try {
            return { environment, run: (0,_prepare_js__WEBPACK_IMPORTED_MODULE_3__/* .prepare */ .i)(own, core), problems: [] };
        }
        catch (error) {
            if (!(error instanceof _problems_js__WEBPACK_IMPORTED_MODULE_1__/* .ProblemsError */ .FQ))
                throw error;
            return { environment, run: undefined, problems: error.problems };
        }
    });
    const wrong = [...problems, ...(0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_0__/* .problemsOfAll */ .Rn)(tried)];
    if (wrong.length > 0)
        throw new _problems_js__WEBPACK_IMPORTED_MODULE_1__/* .ProblemsError */ .FQ(wrong);
    return tried.flatMap(({ environment: { name }, run }) => (run ? [{ name, run }] : []));
}
async function checkOne(run) {
    try {
        return await (0,_check_js__WEBPACK_IMPORTED_MODULE_2__.checkForDrift)(run);
    }
    catch (error) {
        const { findings, registration } = run.progress;
        return { failure: (0,_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error), findings, registration };
    }
}
/**
 * Warnings name what they are about themselves; what concerns all environments, such as a limit of GitHub's, is told once.
 * @param said the warnings so far
 */
function logOf(name, log, said) {
    return {
        debug: (message) => log.debug(`${name}: ${message}`),
        info: (message) => log.info(`${name}: ${message}`),
        warning: (message) => {
            if (!said.has(message))
                log.warning(message);
            said.add(message);
        },
    };
}


/***/ })

};
