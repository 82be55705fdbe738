export const id = 949;
export const ids = [949];
export const modules = {

/***/ 6949:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   proposalFor: () => (/* binding */ proposalFor)
/* harmony export */ });
/* harmony import */ var _github_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2148);
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(775);
/* harmony import */ var _report_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7535);
/* harmony import */ var _text_truncate_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3770);
/* harmony import */ var _wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2363);
/* harmony import */ var _rendering_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2104);






/**
 * What the pull request is to say and hold, in terms of the file that is found. Secrets are in none of it, not even where the
 * file has them.
 * @param registered what is found out about the app registration, which the pull request explains too
 */
function proposalFor(run, registered) {
    const { inputs, desired, secrets, world } = run;
    const { body: introduction, configPath: path, commitMessage } = inputs;
    const { labels, assignees, reviewers, teamReviewers, draft } = inputs;
    const { provider } = desired;
    const documentation = (0,_report_index_js__WEBPACK_IMPORTED_MODULE_2__/* .documentationUrl */ .ou)(world.environment);
    const redact = (text) => secrets.redact(text);
    const script = (0,_wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_3__/* .wantedScript */ .VS)(inputs.wsadminScript);
    const standsFor = (origin) => (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(path, desired.settings, script, origin);
    return {
        fingerprint: standsFor,
        render: (bytes, where) => (0,_rendering_js__WEBPACK_IMPORTED_MODULE_4__/* .render */ .XX)(inputs, desired, bytes, where),
        differs: (bytes, where) => (0,_rendering_js__WEBPACK_IMPORTED_MODULE_4__/* .differs */ .Ag)(desired, bytes, where),
        script: script?.path ? scriptFile(script, redact(commitMessage)) : undefined,
        commitMessage: ({ changes, origin }) => redact(commitMessage ||
            [title(run, true, origin), '', ...changes.map(({ setting }) => `- ${setting}`)].join('\n')),
        isBranchNameDerived: inputs.branch === (0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_1__/* .derivedBranch */ .uL)(path, inputs.base),
        async describe({ changes, findings: ofFile, isChanged, origin: madeFrom }) {
            // What changes the script alone may be merged whatever the file is.
            const origin = isChanged ? madeFrom : 'file';
            const registration = await registered();
            const findings = [...desired.findings, ...ofFile, ...(registration?.findings ?? [])];
            const found = { path, changes, isChanged, origin, findings, registration };
            const parts = { introduction, ...found, documentation, script, wanted: standsFor(madeFrom) };
            return {
                title: redact(title(run, isChanged, origin)),
                // Before it is escaped, and after: what people wrote around it stays theirs, but for secrets.
                body: (existing) => redact((0,_report_index_js__WEBPACK_IMPORTED_MODULE_2__/* .pullRequestBody */ .NF)({ ...secrets.redactAll(parts), origin, provider }, existing)),
                closingComment: 'The base branch says what is wanted, so this pull request is no longer needed.',
                draft: origin === 'skeleton' ? 'where possible' : draft,
                labels,
                assignees,
                reviewers,
                teamReviewers,
            };
        },
    };
}
const SCRIPT_TITLE = 'Bring the wsadmin script up to date';
/** GitHub refuses longer titles. */
const LONGEST_TITLE = 256;
/**
 * What is made from the skeleton has a warning in its title, too: a draft is made ready with one click, and some plans have none.
 * @param isChanged mobile-config.xml changes, and not the script alone
 */
function title({ inputs, desired }, isChanged, origin) {
    const at = { entra: 'Azure ', keycloak: 'Keycloak ', other: '' }[desired.provider.kind];
    const standard = isChanged ? `Move the mobile clients to ${at}single sign-on` : SCRIPT_TITLE;
    const text = inputs.title || `${standard} (${inputs.configPath})`;
    if (origin !== 'skeleton')
        return text;
    const warning = 'DO NOT MERGE: ';
    return warning + (0,_text_truncate_js__WEBPACK_IMPORTED_MODULE_5__/* .shortened */ .v)(text, LONGEST_TITLE - warning.length - 1);
}
/** @param message the input; empty for the standard one */
function scriptFile({ text }, message) {
    return { bytes: Buffer.from(text), commitMessage: message || SCRIPT_TITLE, isEarlierVersion: _wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_3__/* .isEarlierVersion */ .$N };
}


/***/ })

};
