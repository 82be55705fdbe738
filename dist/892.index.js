export const id = 892;
export const ids = [892,973];
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


/***/ }),

/***/ 2511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkFleet: () => (/* binding */ checkFleet)
/* harmony export */ });
/* unused harmony export AT_ONCE */
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8532);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7806);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9973);
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
    const runs = prepareAll({ ...shared, reporter: sayingOnce(shared.reporter) }, inventory);
    const { deadline } = shared.world;
    deadline.allow(EACH * runs.length);
    const environments = await deadline.over(() => inLanes(runs, async (each) => {
        const result = await checkOne(each);
        const { environment, run } = each;
        const named = run.progress.findings.map((found) => ({
            ...found,
            where: `${environment.name}: ${found.where}`,
        }));
        // For the report of a run that is broken off before its end.
        shared.progress.findings = [...shared.progress.findings, ...named];
        return result;
    }));
    return { failsOnDrift: runs[0].run.inputs.failOnDrift, environments };
}
function prepareAll(shared, { environments, problems }) {
    const { reporter } = shared;
    const tried = environments.map((environment) => {
        const { name, core } = environment;
        const own = { ...shared, reporter: naming(name, reporter), progress: (0,_run_js__WEBPACK_IMPORTED_MODULE_4__/* .noProgress */ .nd)() };
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
    return tried.flatMap(({ environment, run }) => (run ? [{ environment, run }] : []));
}
async function checkOne({ environment: { name }, run }) {
    try {
        return { name, result: await (0,_check_js__WEBPACK_IMPORTED_MODULE_2__.checkForDrift)(run) };
    }
    catch (error) {
        const { findings, registration } = run.progress;
        const failure = error instanceof Error ? error.message : String(error);
        return { name, failure, progress: { findings, registration } };
    }
}
/** The outcomes of all, in their order. */
async function inLanes(all, work) {
    const outcomes = [];
    const left = all.entries();
    const lane = async () => {
        for (const [index, each] of left)
            outcomes[index] = await work(each);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return outcomes;
}
/** What concerns all environments, such as a limit of GitHub's, is told once. */
function sayingOnce(reporter) {
    const said = new Set();
    return {
        ...reporter,
        warning: (message) => {
            if (!said.has(message))
                reporter.warning(message);
            said.add(message);
        },
    };
}
/** Warnings name what they are about themselves. */
function naming(name, reporter) {
    return {
        ...reporter,
        debug: (message) => reporter.debug(`${name}: ${message}`),
        info: (message) => reporter.info(`${name}: ${message}`),
    };
}


/***/ })

};
