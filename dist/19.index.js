export const id = 19;
export const ids = [19];
export const modules = {

/***/ 4905:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   skeleton: () => (/* binding */ skeleton)
/* harmony export */ });
/* harmony import */ var xmlbuilder2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4697);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(969);
/* harmony import */ var _namespaces_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1234);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9204);




/** A mobile-config.xml without any section, for a repository that has none: rendering adds the security section to it. */
function skeleton() {
    const document = (0,xmlbuilder2__WEBPACK_IMPORTED_MODULE_0__/* .create */ .vt)({ version: '1.0', encoding: 'UTF-8' });
    document.ele(_namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .MOBILE_CONFIG_NAMESPACE */ .mH, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .ROOT_NAME */ .l6).com(_origin_js__WEBPACK_IMPORTED_MODULE_3__/* .SKELETON_COMMENT */ .U);
    return Buffer.from(`${document.end({ prettyPrint: true, indent: '  ' })}\n`);
}


/***/ }),

/***/ 2035:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   load: () => (/* binding */ load)
/* harmony export */ });
/** In the place of js-yaml: xmlbuilder2 reads YAML with it. */
function load() {
  throw new Error('js-yaml is not in dist.')
}


/***/ })

};
