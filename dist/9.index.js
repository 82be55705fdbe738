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
/* harmony import */ var _desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4558);
/* harmony import */ var _findings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3876);
/* harmony import */ var _network_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9304);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5666);
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9916);





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
    const { issuer, error } = content;
    if (status !== 200 && typeof error === 'string')
        return { kind: 'refused', url, status, description: (0,_service_js__WEBPACK_IMPORTED_MODULE_3__/* .entraErrorText */ .oL)(content) ?? error };
    const authorizationEndpoint = secureUrl(content['authorization_endpoint']);
    const tokenEndpoint = secureUrl(content['token_endpoint']);
    if (status !== 200 || typeof issuer !== 'string' || !authorizationEndpoint || !tokenEndpoint)
        return { kind: 'unusable', url, reason: `it answered with ${status} but without that document` };
    return { kind: 'document', url, issuer, authorizationEndpoint, tokenEndpoint };
}
function secureUrl(value) {
    const url = typeof value === 'string' ? URL.parse(value) : undefined;
    return url?.protocol === 'https:' ? url : undefined;
}
/** Where Entra contradicts the wanted endpoints. @param answer undefined where nothing was asked */
function discoveryFindings(answer, signIn) {
    const asked = (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .entraEndpoint */ .g2)(signIn);
    if (!answer || !asked)
        return [];
    if (answer.kind === 'unusable')
        return [unusable(answer.url, answer.reason)];
    if (answer.kind === 'refused')
        return [refused(answer, asked)];
    const { authorizationEndpoint, tokenEndpoint } = answer;
    // A tenant goes by its ID and by each of its domains; of any other domain than the one that was asked for it is not known whose it is.
    const id = URL.parse(answer.issuer)?.pathname.split('/').find(_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .isGuid */ .W_);
    const names = id ? [id, (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .isGuid */ .W_)(asked.tenant) ? id : asked.tenant].map(lower) : [];
    return [
        differing(signIn.authorize, authorizationEndpoint, names),
        differing(signIn.token, tokenEndpoint, names),
    ].filter((each) => each !== undefined);
}
function unusable(where, reason) {
    return (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('MSSO082', {
        where,
        what: `Entra's description of the tenant could not be read: ${reason}.`,
        cure: 'You need to act only if people cannot sign in; the next run checks again.',
    });
}
/** AADSTS90002, AADSTS900021 (only zeros) and AADSTS900023: no tenant has that ID or domain, or it is in another cloud. */
function refused({ url, status, description }, { tenant = '', source }) {
    const said = description.replace(/(?<![.\s])[.\s]+$/, '');
    if (!/^(AADSTS90002|AADSTS900021|AADSTS900023|invalid_tenant)\b/.test(description))
        return unusable(url, `it answered with ${status}: ${said}`);
    return (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('MSSO080', {
        where: source,
        what: `There is no tenant "${tenant}" at ${new URL(url).host}, so nobody can sign in. Entra says: ${said}.`,
        cure: 'Copy the tenant ID from the overview page of Microsoft Entra ID, and use the login host of its cloud.',
        found: tenant,
    });
}
/** An endpoint that is not the one that the document names. @param names by which the tenant is known, in lower case */
function differing(endpoint, named, names) {
    if (!endpoint?.isEntra)
        return undefined;
    const tenant = lower(endpoint.tenant);
    const [namedTenant] = tenantAndRest(named);
    const isSameTenant = tenant === namedTenant || [tenant, namedTenant].every((each) => names.includes(each));
    // The document describes version 2; one of version 1 has other paths, and the same tenant.
    if (isSameTenant && (endpoint.version === 'v1' || isSameButForTenant(endpoint.url, named)))
        return undefined;
    return (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('MSSO081', {
        where: endpoint.source,
        what: `The ${endpoint.kind === 'token' ? 'token' : 'authorization'} endpoint is "${endpoint.value}", but Entra names "${named.href}" for that tenant.`,
        cure: `Use "${named.href}", also in the WebSphere configuration; or correct the tenant.`,
        wanted: named.href,
        found: endpoint.value,
    });
}
/** The login hosts of one cloud stand for each other. */
function isSameButForTenant(one, other) {
    const cloud = (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .cloudOfLoginHost */ .I)(one.hostname);
    const isSameCloud = one.port === other.port && cloud && cloud === (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .cloudOfLoginHost */ .I)(other.hostname);
    if (one.host !== other.host && !isSameCloud)
        return false;
    return tenantAndRest(one)[1] === tenantAndRest(other)[1];
}
/** In lower case. The policy of Azure AD B2C stands in the rest or in the query; its mark before the tenant is left out. */
function tenantAndRest({ pathname, searchParams }) {
    const [tenant = '', ...rest] = lower(pathname.replace(/^\/(?:(?:tfp|te)\/)?/i, '')).split('/');
    const policy = searchParams.get('p');
    return [tenant, [...(policy ? [lower(policy)] : []), ...rest].join('/')];
}
function lower(text) {
    return text.toLowerCase();
}


/***/ }),

/***/ 9916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _7: () => (/* binding */ ServiceError),
/* harmony export */   bF: () => (/* binding */ AppRegistrationError),
/* harmony export */   cv: () => (/* binding */ exchange),
/* harmony export */   jX: () => (/* binding */ SignInRefusedError),
/* harmony export */   oL: () => (/* binding */ entraErrorText),
/* harmony export */   z9: () => (/* binding */ throughLibrary)
/* harmony export */ });
/* harmony import */ var _network_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9304);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5666);


/** Entra or Graph refused or could not be reached; the message says what to do. */
class AppRegistrationError extends Error {
    name = 'AppRegistrationError';
}
/** A service gave no answer; or it, or something between it and the runner, gave one that its description rules out. */
class ServiceError extends Error {
    name = 'ServiceError';
    /** Of the answer, where it is what is wrong. */
    status;
    /** @param cause why there was no answer */
    constructor(message, status, cause) {
        super(message, { cause });
        this.status = status;
    }
}
/** The message is Entra's own words, as {@link entraErrorText} gives them. */
class SignInRefusedError extends ServiceError {
    name = 'SignInRefusedError';
}
/**
 * Sends one request to Entra, to Graph or to the runner, whatever the status of the answer.
 * @returns the answer with its JSON; only one to a PATCH, with status 204, may have none
 * @throws ServiceError
 */
async function exchange(fetch, url, options) {
    const { origin } = new URL(url);
    // A redirect would take the credential to another place, perhaps past no_proxy and without TLS.
    const answer = await fetch(url, { ...options, redirect: 'manual' }).catch((error) => {
        throw new ServiceError(`${origin} did not answer: ${(0,_network_index_js__WEBPACK_IMPORTED_MODULE_0__/* .failureOf */ .g5)(error).reason}.`, undefined, error);
    });
    const { status } = answer;
    if (status >= 300 && status < 400) {
        const location = URL.parse(answer.headers.get('location') ?? '', url);
        throw new ServiceError(`${origin} redirects to ${location?.origin ?? 'another address'}.`, status);
    }
    const content = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_1__/* .jsonObject */ .o)(await answer.clone().text());
    if (!content && !(status === 204 && options.method === 'PATCH'))
        throw new ServiceError(`${origin} answered with ${status} and a body that is not JSON.`, status);
    return { answer, content };
}
/** Lets a library work. It replaces what a request failed with by an error of its own; here the first remembered one is thrown. */
async function throughLibrary(work) {
    let failure;
    const remember = (request) => request.catch((error) => {
        failure ??= error;
        throw error;
    });
    return work(remember).catch((error) => {
        throw failure ?? error;
    });
}
/**
 * What Entra says in an error answer, "AADSTS7000215: Invalid client secret provided. …", in one line without the request's IDs.
 * @returns its `error_description`, else its `error`; undefined when it has neither
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application
 */
function entraErrorText({ error_description: description, error }) {
    const text = typeof description === 'string' ? description : error;
    if (typeof text !== 'string')
        return undefined;
    return text
        .replaceAll(/\s+/g, ' ')
        .replace(/ ?(Trace ID|Correlation ID|Timestamp): .*$/, '')
        .trim();
}


/***/ })

};
