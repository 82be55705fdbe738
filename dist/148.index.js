export const id = 148;
export const ids = [148];
export const modules = {

/***/ 6148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   proposalFor: () => (/* binding */ proposalFor)
/* harmony export */ });
/* harmony import */ var _config_repository_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3071);
/* harmony import */ var _input_rules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4230);
/* harmony import */ var _rendering_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6049);
/* harmony import */ var _report_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1688);
/* harmony import */ var _wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2363);





/**
 * What the pull request is to say and hold, in terms of the file that is found. Secrets are in none of it, not even where the
 * file has them.
 * @param registered what is found out about the app registration, which the pull request explains too
 */
function proposalFor({ inputs, desired, secrets, world }, registered) {
    const { body: introduction, configPath: path, commitMessage } = inputs;
    const { labels, assignees, reviewers, teamReviewers, draft } = inputs;
    const documentation = (0,_report_index_js__WEBPACK_IMPORTED_MODULE_3__/* .documentationUrl */ .ou)(world.environment);
    const redact = (text) => secrets.redact(text);
    const script = (0,_wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_4__/* .wantedScript */ .VS)(inputs.wsadminScript);
    const wanted = (0,_config_repository_index_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(path, desired.settings, script);
    return {
        fingerprint: wanted,
        render: (bytes, where) => (0,_rendering_js__WEBPACK_IMPORTED_MODULE_2__/* .render */ .XX)(inputs, desired, bytes, where),
        differs: (bytes, where) => (0,_rendering_js__WEBPACK_IMPORTED_MODULE_2__/* .differs */ .Ag)(desired, bytes, where),
        script: script?.path ? scriptFile(script, redact(commitMessage)) : undefined,
        commitMessage: ({ changes }) => redact(commitMessage ||
            [title(inputs, true), '', ...changes.map(({ setting }) => `- ${setting}`)].join('\n')),
        isBranchNameDerived: inputs.branch === (0,_input_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .derivedBranch */ .uL)(path, inputs.base),
        async describe({ changes, findings: ofFile, isChanged }) {
            const registration = await registered();
            const findings = [...desired.findings, ...ofFile, ...(registration?.findings ?? [])];
            const found = { path, changes, isChanged, findings, registration };
            const parts = { introduction, ...found, documentation, script, wanted };
            return {
                title: redact(title(inputs, isChanged)),
                // Before it is escaped, and after: what people wrote around it stays theirs, but for secrets.
                body: (existing) => redact((0,_report_index_js__WEBPACK_IMPORTED_MODULE_3__/* .pullRequestBody */ .NF)(secrets.redactAll(parts), existing)),
                closingComment: 'The base branch says what is wanted, so this pull request is no longer needed.',
                draft,
                labels,
                assignees,
                reviewers,
                teamReviewers,
            };
        },
    };
}
const SCRIPT_TITLE = 'Bring the wsadmin script up to date';
/** @param isChanged mobile-config.xml changes, and not the script alone */
function title(inputs, isChanged) {
    const standard = isChanged ? 'Move the mobile clients to Azure single sign-on' : SCRIPT_TITLE;
    return inputs.title || `${standard} (${inputs.configPath})`;
}
/** @param message the input; empty for the standard one */
function scriptFile({ text }, message) {
    return { bytes: Buffer.from(text), commitMessage: message || SCRIPT_TITLE, isEarlierVersion: _wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_4__/* .isEarlierVersion */ .$N };
}


/***/ })

};
