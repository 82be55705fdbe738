export const id = 9;
export const ids = [9];
export const modules = {

/***/ 2009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   discoveryFindings: () => (/* binding */ discoveryFindings),
/* harmony export */   readDiscovery: () => (/* binding */ readDiscovery)
/* harmony export */ });
/* harmony import */ var _desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9065);
/* harmony import */ var _findings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3876);
/* harmony import */ var _network_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8227);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5666);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5024);





/**
 * Reads the metadata document of the wanted endpoints' tenant. Never throws.
 * @returns undefined where there is nothing to ask: endpoints that are unknown or none of Entra's
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
 */
async function readDiscovery(fetch, signIn) {
    const endpoint = (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .entraEndpoint */ .g2)(signIn);
    if (!endpoint)
        return undefined;
    const url = documentUrl(endpoint);
    try {
        const answer = await fetch(url, { headers: { accept: 'application/json' }, redirect: 'manual' });
        return readAnswer(url, answer.status, await answer.text());
    }
    catch (error) {
        return { kind: 'unusable', url, reason: (0,_network_index_js__WEBPACK_IMPORTED_MODULE_2__/* .failureOf */ .g5)(error).reason };
    }
}
/** Version 2 describes the tenant for both; Azure AD B2C has a policy, which belongs to the document's address: in the path or as "p". */
function documentUrl({ url }) {
    const tenant = url.pathname.replace(/\/oauth2\/(v2\.0\/)?(authorize|token)$/, '');
    const policy = url.searchParams.get('p');
    const query = policy ? `?p=${encodeURIComponent(policy)}` : '';
    return `${url.origin}${tenant}/v2.0/.well-known/openid-configuration${query}`;
}
function readAnswer(url, status, text) {
    const content = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .jsonObject */ .o)(text) ?? {};
    const { issuer, authorization_endpoint, token_endpoint, error } = content;
    if (status !== 200 && typeof error === 'string')
        return { kind: 'refused', url, status, description: (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .entraErrorText */ .oL)(content) ?? error };
    const authorizationEndpoint = secureUrl(authorization_endpoint);
    const tokenEndpoint = secureUrl(token_endpoint);
    if (status !== 200 || typeof issuer !== 'string' || !authorizationEndpoint || !tokenEndpoint)
        return { kind: 'unusable', url, reason: `it answered with ${status} but without that document` };
    return { kind: 'document', url, document: { issuer, authorizationEndpoint, tokenEndpoint } };
}
function secureUrl(value) {
    const url = typeof value === 'string' ? URL.parse(value) : undefined;
    return url?.protocol === 'https:' ? url : undefined;
}
/** Where Entra contradicts the wanted endpoints. @param answer undefined where nothing was asked */
function discoveryFindings(answer, signIn) {
    if (!answer)
        return [];
    const tenantEndpoint = (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .entraEndpoint */ .g2)(signIn);
    if (answer.kind === 'unusable')
        return [unusable(answer.url, answer.reason)];
    if (answer.kind === 'refused')
        return [refused(answer, tenantEndpoint)];
    const { document } = answer;
    return [
        ...endpointFindings(signIn.authorize, document.authorizationEndpoint, tenantEndpoint, document),
        ...endpointFindings(signIn.token, document.tokenEndpoint, tenantEndpoint, document),
    ];
}
function unusable(where, reason) {
    return (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('MSSO082', {
        where,
        what: `Entra's description of the tenant could not be read: ${reason}.`,
        cure: 'You need to act only if people cannot sign in; the next run checks again.',
    });
}
/** AADSTS90002, AADSTS900021 (only zeros) and AADSTS900023: no tenant has that ID or domain, or it is in another cloud. */
function refused({ url, status, description }, tenantEndpoint) {
    const said = description.replace(/(?<![.\s])[.\s]+$/, '');
    if (!/^(AADSTS90002|AADSTS900021|AADSTS900023|invalid_tenant)\b/.test(description))
        return unusable(url, `it answered with ${status}: ${said}`);
    const tenant = tenantEndpoint?.tenant ?? '';
    return (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('MSSO080', {
        where: tenantEndpoint?.source ?? url,
        what: `There is no tenant "${tenant}" at ${new URL(url).host}, so nobody can sign in. Entra says: ${said}.`,
        cure: 'Copy the tenant ID from the overview page of Microsoft Entra ID, and use the login host of its cloud.',
        found: tenant,
    });
}
/** An endpoint that is not the one that the document names. */
function endpointFindings(endpoint, named, tenantEndpoint, document) {
    if (!endpoint?.isEntra)
        return [];
    const isSame = isSameTenant(endpoint, named, tenantEndpoint, document) &&
        // The document describes version 2; one of version 1 has other paths, and the same tenant.
        (endpoint.version === 'v1' ||
            (isSameHost(endpoint.url, named) && afterTenant(endpoint.url) === afterTenant(named)));
    if (isSame)
        return [];
    const kind = endpoint.kind === 'token' ? 'token' : 'authorization';
    return [
        (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('MSSO081', {
            where: endpoint.source,
            what: `The ${kind} endpoint is "${endpoint.text}", but Entra names "${named.href}" for that tenant.`,
            cure: `Use "${named.href}", also in the WebSphere configuration; or correct the tenant.`,
            wanted: named.href,
            found: endpoint.text,
        }),
    ];
}
/**
 * A tenant goes by its ID and by each of its domains. The document was asked for under one of these names, and its issuer holds
 * the ID; of any other domain it is not known whose it is.
 */
function isSameTenant(endpoint, named, tenantEndpoint, { issuer }) {
    const tenant = lower(endpoint.tenant);
    const namedTenant = lower(segmentsOf(named)[0]);
    if (tenant === namedTenant)
        return true;
    const id = URL.parse(issuer)?.pathname.split('/').map(lower).find(_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .isGuid */ .W_);
    const isOfTheId = (name) => name === id || (name === lower(tenantEndpoint?.tenant) && !(0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .isGuid */ .W_)(name));
    return id !== undefined && isOfTheId(tenant) && isOfTheId(namedTenant);
}
/** The login hosts of one cloud stand for each other. */
function isSameHost(one, other) {
    if (one.host === other.host)
        return true;
    const cloud = (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .cloudOfLoginHost */ .I)(one.hostname);
    return one.port === other.port && cloud !== undefined && cloud === (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .cloudOfLoginHost */ .I)(other.hostname);
}
/** A policy of Azure AD B2C stands there, or in the query. */
function afterTenant(url) {
    const [, ...rest] = segmentsOf(url);
    const policy = url.searchParams.get('p');
    return lower((policy ? [policy, ...rest] : rest).join('/'));
}
/** Without the mark that paths of Azure AD B2C may have before the tenant. */
function segmentsOf({ pathname }) {
    return pathname.replace(/^\/(?:(?:tfp|te)\/)?/i, '').split('/');
}
function lower(text = '') {
    return text.toLowerCase();
}


/***/ }),

/***/ 5666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ jsonObject)
/* harmony export */ });
/** The object or list that a text is the JSON of, a byte order mark before it allowed; undefined for every other text. */
function jsonObject(text) {
    try {
        const json = JSON.parse(text.replace(/^\ufeff/, ''));
        return typeof json === 'object' && json !== null ? json : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ })

};
