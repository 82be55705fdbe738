export const id = 465;
export const ids = [465];
export const modules = {

/***/ 1465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  discoveryFindings: () => (/* binding */ discoveryFindings),
  readDiscovery: () => (/* reexport */ readDiscovery)
});

// EXTERNAL MODULE: ./build/desired-state/index.js + 32 modules
var desired_state = __webpack_require__(5039);
// EXTERNAL MODULE: ./build/findings.js
var findings = __webpack_require__(3876);
// EXTERNAL MODULE: ./build/network/index.js + 7 modules
var network = __webpack_require__(8114);
// EXTERNAL MODULE: ./build/entra/error-text.js
var error_text = __webpack_require__(4681);
;// CONCATENATED MODULE: ./build/entra/discovery.js



/**
 * Reads the metadata document of the wanted endpoints' tenant. Never throws.
 * @returns undefined where there is nothing to ask: endpoints that are unknown or none of Entra's
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
 */
async function readDiscovery(fetch, signIn) {
    const endpoint = (0,desired_state/* entraEndpoint */.g2)(signIn);
    if (!endpoint)
        return undefined;
    const url = documentUrl(endpoint);
    try {
        const answer = await fetch(url, { headers: { accept: 'application/json' }, redirect: 'manual' });
        return readAnswer(url, answer.status, await answer.text());
    }
    catch (error) {
        return { kind: 'unusable', url, reason: (0,network/* troubleOf */.LH)(error).reason };
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
    const unusable = {
        kind: 'unusable',
        url,
        reason: `it answered with ${status} and no such document`,
    };
    const content = parse(text);
    if (!content)
        return unusable;
    const { issuer, authorization_endpoint, token_endpoint, error } = content;
    if (status !== 200) {
        if (typeof error !== 'string')
            return unusable;
        return { kind: 'refused', url, status, description: (0,error_text/* entraErrorText */.o)(content) ?? error };
    }
    const authorizationEndpoint = secureUrl(authorization_endpoint);
    const tokenEndpoint = secureUrl(token_endpoint);
    if (typeof issuer !== 'string' || !authorizationEndpoint || !tokenEndpoint)
        return unusable;
    return { kind: 'document', url, document: { issuer, authorizationEndpoint, tokenEndpoint } };
}
function secureUrl(value) {
    const url = typeof value === 'string' ? URL.parse(value) : undefined;
    return url?.protocol === 'https:' ? url : undefined;
}
function parse(text) {
    try {
        const content = JSON.parse(text);
        return typeof content === 'object' && content !== null ? content : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/entra/discovery-findings.js



/** Where Entra contradicts the wanted endpoints. @param answer undefined where nothing was asked */
function discoveryFindings(answer, signIn) {
    if (!answer)
        return [];
    const { authorize, token } = signIn;
    const asked = (0,desired_state/* entraEndpoint */.g2)(signIn);
    if (answer.kind === 'unusable')
        return [unusable(answer.url, answer.reason)];
    if (answer.kind === 'refused')
        return [refused(answer, asked)];
    const { document } = answer;
    return [
        ...endpointFindings(authorize, document.authorizationEndpoint, asked, document),
        ...endpointFindings(token, document.tokenEndpoint, asked, document),
    ];
}
function unusable(where, reason) {
    return (0,findings/* finding */.gk)('MSSO082', {
        where,
        what: `Entra's description of the tenant could not be read: ${reason}.`,
        cure: 'Nothing has to be done, unless people can not sign in; the next run looks again.',
    });
}
/** AADSTS90002, AADSTS900021 (only zeros) and AADSTS900023: no tenant has that ID or domain, or it is in another cloud. */
function refused({ url, status, description }, asked) {
    if (!/^(AADSTS90002|AADSTS900021|AADSTS900023|invalid_tenant)\b/.test(description))
        return unusable(url, `it answered with ${status}: ${description.replace(/(?<![.\s])[.\s]+$/, '')}`);
    const tenant = asked?.tenant ?? '';
    return (0,findings/* finding */.gk)('MSSO080', {
        where: asked?.source ?? url,
        what: `There is no tenant "${tenant}" at ${new URL(url).host}, so nobody can sign in. Entra says: ${description.replace(/(?<![.\s])[.\s]+$/, '')}.`,
        cure: 'Copy the tenant ID from the overview of Microsoft Entra ID, and use the login host of its cloud.',
        found: tenant,
    });
}
/** An endpoint that is not the one that the document names. */
function endpointFindings(endpoint, named, asked, document) {
    if (!endpoint?.isEntra)
        return [];
    const isSame = isSameTenant(endpoint, named, asked, document) &&
        // The document describes version 2; one of version 1 has other paths, and the same tenant.
        (endpoint.version === 'v1' || (isSameHost(endpoint.url, named) && isSamePath(endpoint.url, named)));
    if (isSame)
        return [];
    const kind = endpoint.kind === 'token' ? 'token' : 'authorization';
    return [
        (0,findings/* finding */.gk)('MSSO081', {
            where: endpoint.source,
            what: `The ${kind} endpoint is "${endpoint.text}", but Entra names "${named.href}" for that tenant.`,
            cure: `Use "${named.href}", in the WebSphere configuration as well; or correct the tenant.`,
            wanted: named.href,
            found: endpoint.text,
        }),
    ];
}
/**
 * A tenant goes by its ID and by each of its domains. The document was asked for under one of these names, and its issuer holds
 * the ID; of any other domain it is not known whose it is.
 */
function isSameTenant(endpoint, named, asked, { issuer }) {
    const tenant = lower(endpoint.tenant);
    const namedTenant = lower(tenantOf(named));
    if (tenant === namedTenant)
        return true;
    const id = URL.parse(issuer)?.pathname.split('/').map(lower).find(desired_state/* isGuid */.W_);
    const isOfTheId = (name) => name === id || (name === lower(asked?.tenant) && !(0,desired_state/* isGuid */.W_)(name));
    return id !== undefined && isOfTheId(tenant) && isOfTheId(namedTenant);
}
/** The login hosts of one cloud stand for each other. */
function isSameHost(one, other) {
    return one.host === other.host || (one.port === other.port && isSameCloud(one.hostname, other.hostname));
}
function isSameCloud(one, other) {
    const cloud = (0,desired_state/* cloudOfLoginHost */.I)(one);
    return cloud !== undefined && cloud === (0,desired_state/* cloudOfLoginHost */.I)(other);
}
/** Everything after the tenant. A policy of Azure AD B2C stands there, or in the query. */
function isSamePath(one, other) {
    return afterTenant(one) === afterTenant(other);
}
function afterTenant(url) {
    const [, ...rest] = segmentsOf(url);
    const policy = url.searchParams.get('p');
    return lower((policy ? [policy, ...rest] : rest).join('/'));
}
function tenantOf(url) {
    return segmentsOf(url)[0] ?? '';
}
/** Without the mark that paths of Azure AD B2C may have before the tenant. */
function segmentsOf({ pathname }) {
    return pathname.replace(/^\/(?:(?:tfp|te)\/)?/i, '').split('/');
}
function lower(text = '') {
    return text.toLowerCase();
}


/***/ }),

/***/ 4681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ entraErrorText)
/* harmony export */ });
/**
 * What Entra says in an error answer, "AADSTS7000215: Invalid client secret provided. …", in one line and without the
 * identifiers of the request.
 * @param content the JSON of the answer
 * @returns its `error_description`, else its `error`; undefined when it has neither
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application
 */
function entraErrorText(content) {
    const { error_description: description, error } = (content ?? {});
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
