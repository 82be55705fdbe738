export const id = 148;
export const ids = [148];
export const modules = {

/***/ 6148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   proposalFor: () => (/* binding */ proposalFor)
/* harmony export */ });
/* harmony import */ var _config_repository_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2053);
/* harmony import */ var _input_rules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4230);
/* harmony import */ var _rendering_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8300);
/* harmony import */ var _report_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9276);




/**
 * What the pull request is to say and hold, in terms of the file that is found. Secrets are in none of it, not even where the
 * file has them.
 * @param registered what is found out about the app registration, which the pull request explains too
 */
function proposalFor({ inputs, desired, secrets, world }, registered) {
    const { title, body: introduction, configPath: path, commitMessage } = inputs;
    const { labels, assignees, reviewers, teamReviewers, draft } = inputs;
    const documentation = (0,_report_index_js__WEBPACK_IMPORTED_MODULE_3__/* .documentationUrl */ .ou)(world.environment);
    const redact = (text) => secrets.redact(text);
    const wanted = (0,_config_repository_index_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .Rj)(path, desired.settings);
    const marker = (0,_config_repository_index_js__WEBPACK_IMPORTED_MODULE_0__/* .markerText */ .U7)({ wanted, closedByAction: false });
    return {
        fingerprint: wanted,
        render: (bytes, where) => (0,_rendering_js__WEBPACK_IMPORTED_MODULE_2__/* .render */ .X)(inputs, desired, bytes, where),
        commitMessage: ({ changes }) => redact(commitMessage || [title, '', ...changes.map(({ setting }) => `- ${setting}`)].join('\n')),
        isBranchNameDerived: inputs.branch === (0,_input_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .derivedBranch */ .uL)(path, inputs.base),
        async describe({ changes, findings: ofFile }) {
            const registration = await registered();
            const findings = [...desired.findings, ...ofFile, ...(registration?.findings ?? [])];
            const parts = { introduction, path, changes, findings, documentation, registration, marker };
            return {
                title: redact(title),
                body: (existing) => redact((0,_report_index_js__WEBPACK_IMPORTED_MODULE_3__/* .pullRequestBody */ .NF)(parts, existing)),
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


/***/ })

};
