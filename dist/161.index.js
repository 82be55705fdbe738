export const id = 161;
export const ids = [161];
export const modules = {

/***/ 2345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ publicRoots)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7806);



/**
 * The authorities that phones trust, as far as it can be told from outside: the public ones that Node.js is built with. What the
 * runner's system or NODE_EXTRA_CA_CERTS adds is not among them, because no phone has it.
 * @param environment only tests set MOBILE_SSO_TEST_ROOTS: a file with more roots, see docs/findings.md
 * @returns certificates in PEM form
 * @throws ProblemsError when the tests' file cannot be read, or holds no certificate
 * @see https://nodejs.org/api/tls.html#tlsrootcertificates
 */
function publicRoots(environment) {
    // Imported, it would be loaded at the start of every run.
    const { rootCertificates } = process.getBuiltinModule('node:tls');
    const path = environment['MOBILE_SSO_TEST_ROOTS'];
    if (!path)
        return rootCertificates;
    try {
        const pem = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8');
        new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(pem);
        return [...rootCertificates, pem];
    }
    catch (error) {
        const { code = 'unknown error' } = error;
        const where = 'environment variable MOBILE_SSO_TEST_ROOTS';
        const what = `The file that it names cannot be read as a certificate in PEM form (${code}).`;
        throw new _problems_js__WEBPACK_IMPORTED_MODULE_2__/* .ProblemsError */ .FQ([{ where, what, cure: "Remove the variable: only this action's tests need it." }]);
    }
}


/***/ }),

/***/ 4558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Qc: () => (/* reexport */ ENTRA_CLOUDS),
  B6: () => (/* reexport */ SET_PUBLIC_CLIENT),
  _p: () => (/* reexport */ callbackPaths),
  my: () => (/* reexport */ characterFault),
  I: () => (/* reexport */ cloudOfLoginHost),
  Iq: () => (/* reexport */ desiredState),
  au: () => (/* reexport */ didYouMean),
  g2: () => (/* reexport */ entraEndpoint),
  $L: () => (/* reexport */ formFault),
  P7: () => (/* reexport */ hostFault),
  s5: () => (/* reexport */ identifiesByEmail),
  K$: () => (/* reexport */ identityProvider),
  W_: () => (/* reexport */ isGuid),
  yF: () => (/* reexport */ isManaged),
  Lb: () => (/* reexport */ isSameAddress),
  am: () => (/* reexport */ isSameValue),
  ak: () => (/* reexport */ meaning),
  xH: () => (/* reexport */ ownApplicationUri),
  wh: () => (/* reexport */ parseProviderProperties),
  QX: () => (/* reexport */ settingName),
  Bt: () => (/* reexport */ tenantFault),
  Qd: () => (/* reexport */ tokenOrigin)
});

// EXTERNAL MODULE: ./build/findings.js
var findings = __webpack_require__(3876);
// EXTERNAL MODULE: ./build/text/invisible.js
var invisible = __webpack_require__(4949);
// EXTERNAL MODULE: ./build/text/quoted.js
var quoted = __webpack_require__(1416);
;// CONCATENATED MODULE: ./build/desired-state/value.js


/** Tenants, IDs and hosts are the same in upper and in lower case. */
function isSame(one, other) {
    return one.toLowerCase() === other.toLowerCase();
}
function isGuid(value) {
    return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
}
/**
 * Entra's application IDs are GUIDs; other providers name clients as they like, in ASCII.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-A.1
 */
function clientIdFault(value, isEntra) {
    if (!isEntra)
        return otherClientIdFault(value);
    if (isGuid(value))
        return undefined;
    const cleaned = value.replaceAll(/[{}\s]/g, '');
    const cure = isGuid(cleaned)
        ? `Write "${cleaned}".`
        : "Copy the application (client) ID from the app registration's overview page.";
    // Entra's client secrets hold a tilde, and are easily mistaken for the ID.
    const shown = value.includes('~') ? 'The value' : (0,quoted/* quoted */.T)(value);
    return [`${shown} is not an application (client) ID, which is a GUID.`, cure];
}
function otherClientIdFault(value) {
    const refuse = (what) => [
        `The client ID contains ${what}.`,
        "Copy the client ID from the provider's registration of Connections.",
    ];
    const placeholder = placeholderIn(value);
    if (placeholder)
        return refuse(`a placeholder: "${placeholder}"`);
    if (/\s/.test(value))
        return refuse('spaces or line breaks');
    const foreign = /[^\x21-\x7e]/u.exec(value);
    return foreign ? refuse(`"${foreign[0]}", which is not an ASCII character`) : undefined;
}
/**
 * A tenant as it is given or as it stands in the path of an endpoint.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints
 */
function tenantFault(value) {
    const unseen = (0,invisible/* unseenCharacter */.OQ)(value);
    if (unseen)
        return [`The tenant contains ${unseen}.`, 'Remove it.'];
    if (isSame(value, 'consumers'))
        return [
            '"consumers" is for personal Microsoft accounts.',
            'Use the ID or a verified domain of your tenant.',
        ];
    const isDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z][a-z0-9-]{0,62}$/i.test(value);
    if (isGuid(value) || isDomain || /^(common|organizations)$/i.test(value))
        return undefined;
    const cure = 'Use the tenant ID (a GUID), a verified domain, "common" or "organizations".';
    return [`${(0,quoted/* quoted */.T)(value)} is not a tenant.`, cure];
}
/**
 * What a value still holds of the documents that it was copied from, such as {tenant}, <client-id> or a bracket, also percent-encoded
 * by a browser; undefined where there is nothing. A query may hold encoded brackets of its own.
 */
function placeholderIn(value) {
    const found = /\{[^{}]*\}|<[^<>]*>|[{}<>]/.exec(value) ??
        /%(?:3c|7b)[^?%]*%(?:3e|7d)|%(?:3c|3e|7b|7d)/i.exec(value.split('?', 1)[0]);
    return found?.[0];
}

;// CONCATENATED MODULE: ./build/desired-state/authorization-request.js


/** What separates scopes: white space, but for what nobody sees. */
const BLANKS = /[\s--[\v\f\u2028\u2029\ufeff]]+/v;
/**
 * Scopes as they are given, or as they follow from the client, each once. With offline_access the apps get a refresh token, without
 * which people sign in anew every hour; at Keycloak it asks for a session that outlives the sign-out, and the vendor leaves it out.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc#the-offline_access-scope
 * @see https://www.keycloak.org/docs/latest/server_admin/index.html#_offline-access
 */
function scopesFor(lookup, { kind }, endpoints, clientId) {
    const given = lookup.given('scope') ?? lookup.find('scope');
    const isDerivable = endpoints.every((endpoint) => endpoint.isEntra);
    if (given)
        lookup.refuse(given.source, scopeFault(given.value));
    else if (kind === 'keycloak')
        return { value: 'openid profile email', source: 'this action' };
    else if (!isDerivable)
        lookup.reportMissing('scope');
    const from = given ?? (isDerivable ? clientId : undefined);
    if (!from)
        return undefined;
    const scope = given?.value ?? `openid profile email api://${from.value}/default`;
    const scopes = new Set(scope.split(BLANKS).filter(Boolean));
    if (kind !== 'keycloak')
        scopes.add('offline_access');
    return { ...from, value: [...scopes].join(' ') };
}
/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
function scopeFault(value) {
    if (value.includes(','))
        return [`The scope "${value}" contains a comma.`, 'Separate scopes with spaces.'];
    if (placeholderIn(value))
        return [`The scope "${value}" contains a placeholder.`, 'Replace it with the real application ID.'];
    const wrong = value.split(BLANKS).find((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]*$/.test(scope));
    if (wrong === undefined)
        return undefined;
    const what = `The scope "${wrong}" contains characters that scopes cannot have.`;
    return [what, 'Use plain ASCII characters, without quotes.'];
}
/**
 * The application ID URI in a scope of the client: `api://{client}` or `api://{tenant}/{client}`; undefined for every other scope.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/identifier-uri-restrictions
 */
function ownApplicationUri(scope, clientId) {
    const segments = apiPath(scope);
    const depth = segments.slice(0, -1).findIndex((segment) => isSame(segment, clientId)) + 1;
    return depth === 1 || depth === 2 ? `api://${segments.slice(0, depth).join('/')}` : undefined;
}
/**
 * Scopes of other applications and of other tenants. The vendor's table has a foreign application's ID in some.
 * @param tenant of the endpoints, or as it was given; only an ID can be compared
 */
function foreignScopes({ value, source }, clientId, tenant) {
    return value.split(/\s+/).flatMap((scope) => {
        const segments = apiPath(scope);
        const [first = '', second = ''] = segments;
        const hasTenant = !isSame(first, clientId) && (segments.length > 2 || isSame(second, clientId));
        const application = hasTenant ? second : first;
        const isForeign = isGuid(application) && !isSame(application, clientId);
        const isElsewhere = hasTenant && isGuid(first) && isGuid(tenant) && !isSame(first, tenant);
        if (!isForeign && !isElsewhere)
            return [];
        const what = isForeign
            ? `The scope "${scope}" belongs to application "${application}", but the client ID is "${clientId}".`
            : `The scope "${scope}" belongs to tenant "${first}", but the tenant is "${tenant}".`;
        const cure = isForeign ? OWN_APPLICATION : 'Use the ID of your own tenant.';
        const wanted = hasTenant && isGuid(tenant) ? `api://${tenant}/${clientId}` : `api://${clientId}`;
        const found = hasTenant ? `api://${first}/${second}` : `api://${first}`;
        return [(0,findings/* finding */.gk)('MSSO001', { where: source, what, cure, wanted, found })];
    });
}
const OWN_APPLICATION = "Use the ID of your own application; the vendor's table shows someone else's.";
function apiPath(scope) {
    return /^api:\/\//i.test(scope) ? scope.slice('api://'.length).split('/') : [];
}
const OWN_PARAMETERS = /^(?:client_id|response_type|redirect_uri|scope|state|nonce|code_challenge|code_challenge_method)$/i;
const TOKENS = ['{MT_HOSTNAME}', '{MT_ORGNAME}'];
/** OAuthAuthorizationURL_Parameters: query parameters, in ASCII, that the apps append to the authorization request. */
function parametersFor(lookup) {
    const parameters = lookup.given('authorizationParameters');
    if (!parameters)
        return undefined;
    lookup.refuse(parameters.source, parametersFault(parameters.value));
    lookup.findings.push(...parametersFindings(parameters));
    return parameters;
}
function parametersFault(value) {
    const pairs = 'Write name=value pairs separated by "&"';
    if (/[\s\u0000-\u001f\u007f]/.test(value))
        return ['The value contains spaces or line breaks.', `${pairs}, percent-encoded.`];
    const foreign = /[^\x21-\x7e]/u.exec(value)?.[0].toWellFormed();
    if (foreign) {
        const what = `The value contains "${foreign}", which is not an ASCII character.`;
        return [what, `Write ${encodeURIComponent(foreign)}.`];
    }
    if (value.includes('&amp;'))
        return ['The value contains "&amp;".', 'Write "&" itself; the action escapes it for XML.'];
    if (value.includes('#'))
        return ['The value contains "#", which ends the query of an address.', 'Write %23.'];
    if (/^[?&]/.test(value))
        return [`The value starts with "${value[0]}".`, 'Start with the first parameter.'];
    const wrong = value.split('&').find((pair) => !/^[^=]+=/.test(pair));
    return wrong === undefined ? undefined : [`"${wrong}" is not a name=value pair.`, `${pairs}.`];
}
function parametersFindings({ value, source: where }) {
    const unusual = (what, cure) => (0,findings/* finding */.gk)('MSSO007', { where, what, cure });
    const names = value.split('&').map((pair) => pair.slice(0, pair.indexOf('=')));
    const own = names.filter((name) => OWN_PARAMETERS.test(name));
    const tokens = (value.match(/\{[^{}]*\}/g) ?? []).filter((token) => !TOKENS.includes(token));
    const cure = 'Remove it, or check on a phone that it does what you want.';
    return [
        ...own.map((name) => unusual(`The apps set "${name}" themselves.`, cure)),
        ...tokens.map((token) => unusual(`The apps do not know "${token}".`, `They replace only ${TOKENS.join(' and ')}.`)),
    ];
}

// EXTERNAL MODULE: ./build/problems.js
var build_problems = __webpack_require__(7806);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./build/desired-state/microsoft-hosts.js

/**
 * Each host of a cloud stands for its others; the later ones are older, or for tokens of version 1.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud
 * @see https://learn.microsoft.com/en-us/entra/msal/dotnet/advanced/custom-authority-aliases
 * @see https://learn.microsoft.com/en-us/graph/deployments
 */
const ENTRA_CLOUDS = [
    {
        name: 'public',
        loginHosts: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
        graphUrl: 'https://graph.microsoft.com',
    },
    {
        name: 'US government',
        loginHosts: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
        graphUrl: 'https://graph.microsoft.us',
    },
    {
        name: 'China',
        loginHosts: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
        graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    },
];
function cloudOfLoginHost(host) {
    return ENTRA_CLOUDS.find(({ loginHosts }) => loginHosts.includes(host.toLowerCase()));
}
/** Below these each tenant has a host of its own: external tenants, and Azure AD B2C. */
const TENANT_DOMAINS = ['ciamlogin.com', 'b2clogin.com'];
/** Whether people sign in with Entra there: at a cloud's login host, or at a tenant's own. */
function isEntraHost(host) {
    return cloudOfLoginHost(host) !== undefined || TENANT_DOMAINS.some((domain) => host.endsWith(`.${domain}`));
}
/** Hosts that get a password, a token or a client secret. */
const KNOWN = ENTRA_CLOUDS.flatMap(({ loginHosts, graphUrl }) => [
    ...loginHosts,
    new URL(graphUrl).host,
]);
/** Whether the host is one that Microsoft's sign-in or Graph answers at. */
function isMicrosoftHost(host) {
    return KNOWN.includes(host.toLowerCase()) || isEntraHost(host);
}
/** Letters that look like the one behind them, from Cyrillic, Greek, Armenian and the rest of Latin; and digits. */
const LOOKS_LIKE = new Map('аa сc ԁd еe ѕs һh іi јj ӏl оo рp ԛq ԝw хx уy кk мm нh тt вb гr пn ոn սu օo հh αa εe ηn ιi κk νv οo ρp σo τt υu ωw ıi ɩi łl øo đd ħh ŧt ɡg ƒf 0o 1l 3e 5s'
    .split(' ')
    .map((pair) => [pair[0], pair[1]]));
/**
 * The host of Microsoft's for which people take another one: two letters away at the most, also in letters of another script, with
 * another ending or with more behind it. Undefined for those hosts themselves, and for what resembles none.
 * @param host as a URL has it, in ASCII
 */
function lookAlike(host) {
    if (isMicrosoftHost(host))
        return undefined;
    const letters = ((0,external_node_url_.domainToUnicode)(host) || host).normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '');
    const shown = [...letters].map((letter) => LOOKS_LIKE.get(letter) ?? letter).join('');
    const within = (most) => KNOWN.find((known) => isNear(shown, known, most));
    const withoutEnding = (name) => name.replace(/\.[^.]*$/, '');
    return (within(1) ??
        // Two letters make ".de" of ".us", but those who write it mean no other country.
        KNOWN.find((known) => shown.startsWith(`${known}.`) || withoutEnding(shown) === withoutEnding(known)) ??
        within(2) ??
        hostOfTenant(host, shown));
}
/** One letter more or less may make another provider of so short a domain, so only what looks the same is taken for it. */
function hostOfTenant(host, shown) {
    const outline = (domain) => domain.replaceAll('i', 'l').replaceAll('rn', 'm');
    const domain = shown.split('.').slice(-2).join('.');
    const known = TENANT_DOMAINS.find((each) => outline(each) === outline(domain));
    return known && [...host.split('.').slice(0, -2), known].join('.');
}
/**
 * Whether texts differ in so many letters at the most that are inserted, left out, replaced or swapped with the next one.
 * @see https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
function isNear(one, other, most) {
    if (one === other)
        return true;
    const [rest, otherRest] = [one.slice(1), other.slice(1)];
    if (one[0] === other[0])
        return isNear(rest, otherRest, most);
    if (most === 0)
        return false;
    const isSwapped = one[0] === other[1] && one[1] === other[0];
    return (isNear(rest, other, most - 1) ||
        isNear(one, otherRest, most - 1) ||
        isNear(rest, otherRest, most - 1) ||
        (isSwapped && isNear(rest.slice(1), otherRest.slice(1), most - 1)));
}

;// CONCATENATED MODULE: ./build/desired-state/identity-provider.js


/** Follows from the endpoints. Where there is none, or one of them is Entra's, Entra is meant. */
function identityProvider(endpoints) {
    const [first] = endpoints;
    if (!first || endpoints.some(({ isEntra }) => isEntra))
        return { kind: 'entra', name: 'Microsoft Entra ID (Azure AD)' };
    if (endpoints.every(({ url }) => keycloakAddress(url)))
        return { kind: 'keycloak', name: 'Keycloak' };
    return { kind: 'other', name: first.url.host };
}
/**
 * The path of a realm with what stands before it ("/auth/realms/connections"), and the name of one of its addresses ("auth", "token",
 * "certs"); undefined for an address that has another layout than Keycloak's.
 * @see https://www.keycloak.org/securing-apps/oidc-layers#_oidc_available_endpoints
 */
function keycloakAddress({ pathname }) {
    const [, realm, name] = /^(.*\/realms\/[^/]+)\/protocol\/openid-connect\/(.*?)\/?$/.exec(pathname) ?? [];
    return realm === undefined || name === undefined ? undefined : { realm, name };
}
/**
 * Whose tokens the apps get: their issuer, with "<tenant ID>" where the endpoints do not tell it, and the addresses of its discovery
 * document and its keys. Undefined where the endpoints are unknown, or of a provider whose issuer does not follow from them.
 */
function tokenOrigin({ authorize, token }) {
    const endpoint = authorize ?? token;
    if (endpoint?.isEntra)
        return entraOrigin(endpoint);
    const realm = endpoint && keycloakAddress(endpoint.url)?.realm;
    if (realm === undefined)
        return undefined;
    const issuer = endpoint.url.origin + realm;
    return {
        issuer,
        discovery: `${issuer}/.well-known/openid-configuration`,
        keys: `${issuer}/protocol/openid-connect/certs`,
    };
}
const TENANT_ID = '<tenant ID>';
/**
 * Tokens of version 1 have an issuer on another host than the endpoints.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference#payload-claims
 */
function entraOrigin({ url, tenant, version }) {
    const cloud = cloudOfLoginHost(url.hostname);
    // Azure AD B2C and external tenants have other forms; of version 1 only the public cloud's issuer is documented.
    if (!cloud || (version === 'v1' && cloud.name !== 'public'))
        return undefined;
    const host = `https://${cloud.loginHosts[0]}`;
    const id = isGuid(tenant) ? tenant.toLowerCase() : TENANT_ID;
    const folder = version === 'v2' ? 'v2.0/' : '';
    return {
        issuer: version === 'v2' ? `${host}/${id}/v2.0` : `https://sts.windows.net/${id}/`,
        discovery: `${host}/${tenant}/${folder}.well-known/openid-configuration`,
        keys: `${host}/${tenant}/discovery/${folder}keys`,
    };
}
/** Whether tokens of the wanted issuer name this one; they do it letter by letter. */
function isSameIssuer(wanted, issuer) {
    const parts = issuer.split('/').map((part) => (isGuid(part) ? TENANT_ID : part));
    return issuer === wanted || parts.join('/') === wanted;
}
/**
 * Whether an address is that of the wanted discovery document or keys. Hosts of a cloud stand for each other; WebSphere may reach
 * Keycloak by another host than people do; and of an ID and a domain nobody can tell offline whether they are of one tenant.
 */
function isSameAddress(wanted, address) {
    const { hostname, pathname } = new URL(wanted);
    const cloud = cloudOfLoginHost(hostname);
    if (!cloud)
        return address.pathname.endsWith(pathname);
    const [, tenant = '', ...path] = pathname.split('/');
    const [, other = '', ...otherPath] = address.pathname.split('/');
    const mayBeTenant = isGuid(tenant) && isGuid(other) ? isSame(tenant, other) : other !== '';
    return cloud === cloudOfLoginHost(address.hostname) && mayBeTenant && path.join('/') === otherPath.join('/');
}

;// CONCATENATED MODULE: ./build/desired-state/provider-properties.js
/** Properties by their whole names; of repetitions the first that is not empty counts. */
function valuesByName(properties) {
    const values = new Map();
    for (const property of properties)
        if (property.value && !values.has(property.name))
            values.set(property.name, property);
    return values;
}
/**
 * Reads WebSphere OIDC provider properties in every form in which people paste them: `name=value`, `name: value`, a table
 * separated by tabs, bars or spaces, the lists that wsadmin's AdminConfig.show prints, and the `"name=value"` that its
 * -customProperties takes. Forms may be mixed. What export-mobile-config.py has made is read as it was written. Never throws.
 * @param content as it was pasted, or the bytes of a file
 * @see https://www.ibm.com/docs/en/was/9.0.5?topic=users-openid-connect-relying-party-custom-properties
 */
function parseProviderProperties(content) {
    const text = typeof content === 'string' ? content : decodePropertiesFile(content);
    if (typeof text !== 'string')
        return { ...NOTHING, fault: text };
    if (text.length <= MAX_LENGTH)
        return { ...readText(text), fault: undefined };
    const what = `It has ${text.length} characters; the limit is ${MAX_LENGTH}.`;
    const cure = 'Include only the custom properties of the OpenID Connect relying party.';
    return { ...NOTHING, fault: { what, cure } };
}
/** Characters. The properties of a provider have some thousand. */
const MAX_LENGTH = 200_000;
const NOTHING = { properties: [], secrets: [], ignoredLines: [] };
function readText(text) {
    const lines = text
        .replace(/^\uFEFF/, '')
        .replaceAll('\u00A0', ' ')
        .split(/\r\n|\r|\n/);
    const isExported = lines[0].startsWith(MADE_BY_EXPORT);
    const properties = [];
    const ignoredLines = [];
    let openName;
    for (const [index, content] of lines.entries()) {
        const line = index + 1;
        const add = (pairs) => properties.push(...pairs.map((pair) => ({ ...pair, line })));
        const exported = isExported ? readExportedPair(content) : undefined;
        // An export has no secret, so people have put it there, in whatever form.
        if (exported && !isSecretName(exported.name))
            add([exported]);
        else if (isWsadminList(content)) {
            const list = readWsadminList(content, openName);
            add(list.pairs);
            openName = list.openName;
        }
        else if (!isDecoration(content)) {
            const pairs = readPairs(content);
            if (pairs.length === 0)
                ignoredLines.push(line);
            add(pairs);
        }
    }
    const secrets = properties.filter(({ name }) => isSecretName(name)).map(({ value }) => value);
    return { properties, secrets: [...new Set(secrets)].filter(isMaskable), ignoredLines };
}
/** Blank lines, comments, brackets that belong to lists, and the header, rule and footer of a table. */
function isDecoration(line) {
    const text = line.trim();
    return [/^(?:[#!]|[[\]{}()|:+,"'`\s-]*$)/, HEADER, HEADER_CELLS, FOOTER].some((form) => form.test(text));
}
/** "Property | Value" of the vendor's pages, "Select Name Value Description" of the console. */
const HEADER = /^(?:\|\s*)?(?:select[\s|]+)?(?:property(?: name)?|name)[\s|]+values?(?:[\s|]+(?:description|required|validation expression))*(?:\s*\|)?$/i;
/** A row whose first two cells are these, whatever the others are. Between words of prose there is one space. */
const HEADER_CELLS = /^\|?\s*(?:property(?: name)?|name)(?! value)[\s|]+value\b/i;
const FOOTER = /^(?:total:?\s+\d+|you can administer the following resources:)$/i;
/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark, as PowerShell's `>` writes it; a fault where there are zero bytes.
 * @see https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_character_encoding
 */
function decodePropertiesFile(bytes) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe)
        return new TextDecoder('utf-16le').decode(bytes);
    if (bytes[0] === 0xfe && bytes[1] === 0xff)
        return new TextDecoder('utf-16be').decode(bytes);
    const zero = bytes.indexOf(0);
    if (zero < 0)
        return new TextDecoder().decode(bytes);
    const encoding = zero % 2 === 1 ? 'UTF-16LE' : 'UTF-16BE';
    return {
        what: `The file contains zero bytes, like ${encoding} text, but no byte order mark.`,
        cure: 'Save it as UTF-8; in PowerShell, use "| Out-File -Encoding utf8 <file>" instead of ">".',
    };
}
/** The properties of the interceptor itself have no provider before them: jndiCacheName. A word of prose has no capital inside. */
const BARE = String.raw `[A-Za-z][a-z0-9]+[A-Z]\w*`;
const NAME = String.raw `[\w-]+(?:\.[\w-]+)+|${BARE}`;
/** "name" = "value", several of them in JSON. */
const QUOTED_BOTH = new RegExp(String.raw `(["'${'`'}])(${NAME})\1[ ]*[=:][ ]*(["'${'`'}])((?:(?!\3)(?:\\.|[^\\]))*)\3`, 'g');
/** "name=value", as wsadmin's -customProperties takes them; a shell may have put backslashes before the quotes. */
const QUOTED_WHOLE = new RegExp(String.raw `(\\?["'${'`'}])(${NAME})[ ]*[=:]((?:(?!\1)(?:\\.|[^\\]))*)\1`, 'g');
/** A name and what separates it from its value; in escaped Markdown the name holds backslashes. */
const START = new RegExp(String.raw `^(["'${'`'}]?)([\w\\-]+(?:\.[\w\\-]+)+|${BARE})\1(?:[ ]*([=:\t|])|[ ]{2,}|(?<=^[jJ]ndiCacheName)[ ](?=\S+$))`);
/** Where a folded YAML block has put the next property on the same line. */
const FOLD = /[ ](?=provider_\d+\.\w+[ ]*[=:])/;
/** All properties of a line that is not of wsadmin's lists; none where it is not understood. */
function readPairs(line) {
    const text = line.trim();
    const quoted = /^[[{\s]*["'`]/.test(text) ? quotedPairs(text, QUOTED_BOTH) : [];
    if (quoted.length > 0)
        return quoted;
    const [first, ...folded] = text.split(FOLD).map(readPair);
    return first ? [first, ...folded.filter((pair) => pair !== undefined)] : quotedPairs(text, QUOTED_WHOLE);
}
/** The value is the pattern's last group. A backslash keeps the quotes in it from ending it. */
function quotedPairs(text, pattern) {
    return [...text.matchAll(pattern)].map((match) => pairOf(match[2], match.at(-1).replaceAll(/\\(["'`])/g, '$1')));
}
function readPair(text) {
    const row = text.replace(/^\|/, '').trim();
    const match = START.exec(row);
    const name = match?.[2]?.replaceAll('\\_', '_');
    if (!match || !name || name.includes('\\'))
        return undefined;
    const rest = row.slice(match[0].length);
    const separator = match[3] ?? ' ';
    // "OpenID: …" is prose.
    if (separator === ':' && !name.includes('.') && !match[1] && !/^jndiCacheName$/i.test(name))
        return undefined;
    if (separator === '=' || separator === ':')
        return pairOf(name, rest);
    const cell = rest.split(separator === ' ' ? / {2,}/ : separator, 1)[0];
    return pairOf(name, cell.trim().startsWith('`') ? cell : cell.replaceAll('\\_', '_'));
}
/** Without the quotes around the value. */
function pairOf(name, value) {
    const [, , inner] = /^(["'`])(.*)\1$/s.exec(value.trim()) ?? [];
    return { name, value: (inner ?? value).trim() };
}
/** Whether a line is of the nested lists that wsadmin prints, bare or as the string that its interactive Jython shows. */
function isWsadminList(line) {
    const text = line.trimStart();
    return /^u?[\s["'(]*\[(name|value|description|required|validationExpression|properties)\b/.test(text);
}
/** `[name …]` opens a property that the next `[value …]` closes, in the same line or in a later one, which gets its name. */
function readWsadminList(line, openName) {
    const pairs = [];
    let name = openName;
    // Blanks belong to one part of the pattern only, else many of them without a bracket behind take quadratic time.
    const entries = /\[(name|value)(?:[ ]+(?:("[^"]*"|\[\])[ ]*|([^\][\s"][^\][]*))|[ ]*)\]/g;
    for (const [, key, quoted, plain = ''] of line.replaceAll('\\"', '"').matchAll(entries)) {
        const value = quoted === '[]' ? '' : (quoted?.slice(1, -1) ?? plain).trim();
        if (key === 'value' && name !== undefined)
            pairs.push({ name, value });
        name = key === 'name' ? value : undefined;
    }
    return { pairs, openName: name };
}
/** How the first line of a file begins that export-mobile-config.py has made: it is read exactly, what people paste is guessed at. */
const MADE_BY_EXPORT = '# mobile-sso-config: the OpenID Connect properties of a cell';
/**
 * A property in a line of an exported file, which is a properties file of Java without continued lines; undefined for another line.
 * @see https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html#load-java.io.Reader-
 */
function readExportedPair(line) {
    const match = /^(?![#!])((?:\\.|[^\\=:\s])+)=((?:\\.|[^\\])*)$/.exec(line);
    return match ? { name: unescaped(match[1]), value: unescaped(match[2]) } : undefined;
}
const CONTROLS = { t: '\t', n: '\n', r: '\r', f: '\f' };
function unescaped(text) {
    return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code, other = '') => code ? String.fromCharCode(Number.parseInt(code, 16)) : (CONTROLS[other] ?? other));
}
function isSecretName(name) {
    return /secret|password/i.test(name);
}
/**
 * Whether a secret is to be masked. A masked value disappears wherever the log and the job's outputs hold it, so what only stands
 * for a secret must not be: "***", "<secret>", "${SECRET}", "changeme", and what is too short to be one.
 */
function isMaskable(secret) {
    if (secret.length < 4 || /^(.)\1*$/su.test(secret))
        return false;
    return !/^(?:<[^<>]*>|\$?\{+[^{}]*\}+|change[-_ ]?me|none|null|true|false|secret|password)$/i.test(secret);
}

;// CONCATENATED MODULE: ./build/desired-state/value-lookup.js






/** What people call the values that have to come from somewhere. */
const NAMES = {
    authorizeEndpointUrl: 'authorization endpoint',
    tokenEndpointUrl: 'token endpoint',
    clientId: 'client ID',
    scope: 'scope',
};
/** Finds values in the inputs and in the properties of the chosen provider, and collects what is wrong with them. */
class ValueLookup {
    problems;
    findings;
    #inputs;
    #values;
    /** One endpoint is given, and it is not Entra's; so the other one follows from no tenant. */
    #isElsewhere;
    /** Inputs that would be enough and are empty, while nothing was given instead. */
    #empty;
    constructor(inputs) {
        const { providerProperties, providerId, tenantId } = inputs;
        this.#inputs = inputs;
        this.#values = valuesByName(providerProperties.properties);
        this.#isElsewhere = ['authorizeEndpointUrl', 'tokenEndpointUrl']
            .flatMap((name) => [inputs[name], this.find(name)?.value ?? ''])
            .some((address) => URL.canParse(address) && !isEntraHost(new URL(address).hostname));
        this.#empty = this.#isElsewhere ? [] : emptyInputs(inputs);
        this.findings = ignoredLines(inputs);
        this.problems = contradictions(inputs);
        if (!/^[A-Za-z_][\w-]*$/.test(providerId)) {
            const cure = 'Write the part before the dot, such as "provider_1".';
            this.refuse('input provider-id', [`"${providerId}" is not the name of a provider.`, cure]);
        }
        this.refuse('input tenant-id', tenantId ? tenantFault(tenantId) : undefined);
        // Of properties that cannot be read it is not known what they give.
        if (this.#empty.length > 0 && !providerProperties.fault)
            this.problems.push(emptyProblem(this.#empty));
    }
    refuse(where, fault) {
        if (fault)
            this.problems.push((0,build_problems/* problemOf */.Zw)(where, fault));
    }
    /** The property's value; undefined when it is missing or empty. */
    find(property) {
        const source = `${this.#inputs.providerId}.${property}`;
        const value = this.#values.get(source)?.value;
        return value ? { value, source } : undefined;
    }
    /** The input's value; undefined when it is empty. */
    given(name) {
        const value = this.#inputs[name];
        return value ? { value, source: `input ${inputName(name)}` } : undefined;
    }
    /**
     * Reports a value that nothing gives, with the lines that were not understood: one of them may hold it, and the finding about
     * them is not shown when the run fails.
     */
    reportMissing(wanted) {
        const input = inputName(wanted);
        const isEndpoint = wanted.endsWith('EndpointUrl');
        // That the input is empty has been told.
        if (this.#empty.includes(isEndpoint ? 'tenant-id' : 'client-id'))
            return;
        const { providerId, providerProperties, providerPropertiesFrom: from } = this.#inputs;
        const { ignoredLines: lines } = providerProperties;
        const were = lines.length === 1 ? 'was' : 'were';
        const unread = lines.length > 0 ? ` ${lineNumbers(lines)} of ${from} ${were} not recognised.` : '';
        const what = `The ${NAMES[wanted]} is missing.${this.#nearMiss(wanted)}${unread}`;
        const orElse = isEndpoint && !this.#isElsewhere ? ', or set tenant-id' : '';
        const cure = `Set ${input}, or add ${providerId}.${wanted} to provider-properties${orElse}.`;
        this.refuse(`input ${input}`, [what, cure]);
    }
    /** What looks like the property that is missing, as a sentence; empty where nothing does. */
    #nearMiss(property) {
        const { providerId, providerProperties, providerPropertiesFrom: from } = this.#inputs;
        const name = `${providerId}.${property}`;
        const others = providerProperties.properties.map((each) => each.name).filter((each) => each !== name);
        const otherCase = others.find((each) => isSame(each, name));
        if (otherCase)
            return ` ${from} has "${otherCase}", but WebSphere distinguishes upper and lower case.`;
        if (others.includes(property))
            return ` ${from} has "${property}" without the prefix "${providerId}.".`;
        const ofOthers = others.filter((each) => each.endsWith(`.${property}`)).map((each) => `"${each}"`);
        return ofOthers.length > 0 ? ` ${from} has ${ofOthers.join(', ')}. Is provider-id right?` : '';
    }
}
/** As action.yml spells it: "tenantId" is tenant-id. */
function inputName(name) {
    return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
function ignoredLines({ providerProperties, providerPropertiesFrom: where }) {
    const { ignoredLines: lines } = providerProperties;
    if (lines.length === 0)
        return [];
    const what = `${lineNumbers(lines)} ${lines.length === 1 ? 'is' : 'are'} not a property with a value.`;
    const cure = 'Remove what does not belong there. The content is not shown because it may contain a secret.';
    return [(0,findings/* finding */.gk)('MSSO006', { where, what, cure })];
}
/** Contradictions that are told; with more of them something else is wrong. */
const MAX_CONTRADICTIONS = 20;
function contradictions({ providerId, providerProperties, providerPropertiesFrom }) {
    const first = new Map();
    const problems = providerProperties.properties.flatMap((property) => {
        const { name, value, line } = property;
        const other = first.get(name);
        first.set(name, other ?? property);
        if (!other || other.value === value || !name.startsWith(`${providerId}.`))
            return [];
        const values = isSecretName(name) ? '' : ` (${(0,quoted/* quoted */.T)(other.value)} and ${(0,quoted/* quoted */.T)(value)})`;
        const what = `${name} has a different value than in line ${other.line}${values}.`;
        return [(0,build_problems/* problemOf */.Zw)(`${providerPropertiesFrom} line ${line}`, [what, 'Keep the correct one.'])];
    });
    return problems.slice(0, MAX_CONTRADICTIONS);
}
function emptyInputs(inputs) {
    const { properties, ignoredLines } = inputs.providerProperties;
    if (properties.length + ignoredLines.length > 0)
        return [];
    const isTenantNeeded = !inputs.tenantId && !inputs.authorizeEndpointUrl && !inputs.tokenEndpointUrl;
    return [...(isTenantNeeded ? ['tenant-id'] : []), ...(inputs.clientId ? [] : ['client-id'])];
}
/**
 * One problem for all of them: an expression such as vars.X is empty where X is not set, without any warning.
 * @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-variables
 */
function emptyProblem(inputs) {
    const names = inputs.join(' and ');
    const isOne = inputs.length === 1;
    const question = isOne
        ? 'If it comes from a variable, is the variable set, under that name and not as a secret,'
        : 'If they come from variables, are these set, under those names and not as secrets,';
    const places = 'in this repository, organisation or environment? See Settings, Secrets and variables, Actions, Variables. Variables of an environment reach only jobs with "environment:".';
    const otherwise = 'Alternatively, set provider-properties, which is empty too; then neither is needed.';
    const cure = `${question} (vars.… and not secrets.…), ${places} ${otherwise}`;
    return (0,build_problems/* problemOf */.Zw)(`input${isOne ? '' : 's'} ${names}`, [`${names} ${isOne ? 'is' : 'are'} empty.`, cure]);
}
const MAX_LINES_SHOWN = 20;
/** "Line 3", "Lines 1 and 2", "Lines 1, 2, … and 10 more". */
function lineNumbers(lines) {
    const more = lines.length - MAX_LINES_SHOWN;
    const entries = [...lines.slice(0, MAX_LINES_SHOWN), ...(more > 0 ? [`${more} more`] : [])].map(String);
    return `${lines.length === 1 ? 'Line' : 'Lines'} ${new Intl.ListFormat('en-GB').format(entries)}`;
}

// EXTERNAL MODULE: ./build/text/white-space.js
var white_space = __webpack_require__(900);
;// CONCATENATED MODULE: ./build/desired-state/setting.js




/** A setting's path as the settings input spells it: "SecuritySettings/@enabled". */
function settingName({ elements, attribute }) {
    return [...elements, ...(attribute === undefined ? [] : [`@${attribute}`])].join('/');
}
/** The place of a setting, by its path; the reverse of {@link settingName}. */
function settingPlace(path) {
    const steps = path.split('/');
    if (!steps.at(-1).startsWith('@'))
        return { elements: steps };
    return { elements: steps.slice(0, -1), attribute: steps.at(-1).slice(1) };
}
/** Whether a value that was found, in the file or on the server, means the wanted one; then it is left alone, and is no drift. */
function isSameValue(setting, found) {
    return meaning(setting, found) === meaning(setting, setting.value);
}
/**
 * One text for all values of a setting that mean the same: surrounding white space, `1` for `true`, the order of scopes, and upper
 * case where nobody distinguishes it.
 * @see https://www.w3.org/TR/xmlschema-2/#boolean
 */
function meaning(setting, value) {
    const text = (0,white_space/* trimXml */.On)(value);
    if (/^(?:true|false)$/.test((0,white_space/* trimXml */.On)(setting.value)))
        return text.replace(/^1$/, 'true').replace(/^0$/, 'false');
    if (settingName(setting) === 'SecuritySettings/OAuthScopes')
        return scopes(text);
    return setting.isEntraId ? lowerCase(text) : address(text);
}
/** A set: the order says nothing, and neither does a repetition. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
function scopes(text) {
    const each = text.split(' ').map((scope) => (scope.startsWith('api://') ? withPlainIds(scope) : scope));
    return [...new Set(each)].toSorted().join(' ');
}
/**
 * An address with scheme and host, and at Entra the tenant's ID, in lower case; every other text as it is. It is not parsed: a parser
 * takes texts for the same that other readers do not.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.1
 */
function address(text) {
    const [, scheme, host = '', path = '', rest] = /^(https?:\/\/)([^/?#]+)([^?#]*)(.*)$/is.exec(text) ?? [];
    if (scheme === undefined)
        return text;
    const plainHost = lowerCase(host);
    return lowerCase(scheme) + plainHost + (isEntraHost(plainHost) ? withPlainIds(path) : path) + rest;
}
/** IDs between slashes in lower case. Other providers than Entra may distinguish them. */
function withPlainIds(path) {
    return path.replaceAll(/[^/]+/g, (segment) => (isGuid(segment) ? lowerCase(segment) : segment));
}
/** Of ASCII alone: some other letters have one of ASCII's as their lower case. */
function lowerCase(text) {
    return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
const MANAGED = new Map([
    ['SecuritySettings/@enabled', 'The action always sets it to true; remove the line.'],
    ['SecuritySettings/AuthType', 'The action always sets it to OAuth; remove the line.'],
    ['SecuritySettings/OAuthAuthorizationURL', 'Use the input authorize-endpoint-url.'],
    ['SecuritySettings/OAuthTokenURL', 'Use the input token-endpoint-url.'],
    ['SecuritySettings/OAuthClientId', 'Use the input client-id.'],
    ['SecuritySettings/OAuthScopes', 'Use the input scope.'],
    ['SecuritySettings/OAuthAuthorizationURL_Parameters', 'Use the input authorization-parameters.'],
]);
/** Whether a setting has an input of its own or always the same value; the settings input cannot give it. */
function isManaged(setting) {
    return MANAGED.has(settingName(setting));
}
/** Settings that are read, and elements on a path. A real file has about a hundred values, on paths of two or three. */
const MAX_SETTINGS = 500;
const MAX_PATH = 20;
const NAME_START = 'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
/** A name in XML without a colon. @see https://www.w3.org/TR/xml-names/#NT-NCName */
const setting_NAME = new RegExp(`^[${NAME_START}][${NAME_START}0-9.\\u00b7\\u0300-\\u036f\\u203f\\u2040-]*$`, 'u');
/** Reads the settings input: `Path/To/Element = value` or `Path/@attribute = value` on each line, # for comments. */
function readSettingsLines(text) {
    const lines = text
        .split(/\r\n|\r|\n/)
        .map((line, index) => ({ line: line.trim(), source: `settings line ${index + 1}` }))
        .filter(({ line }) => line !== '' && !line.startsWith('#'));
    if (lines.length > MAX_SETTINGS) {
        const what = `There are ${lines.length} settings; the limit is ${MAX_SETTINGS}.`;
        const cure = 'To change that much, edit the file itself.';
        return { settings: [], problems: [(0,build_problems/* problemOf */.Zw)('settings', [what, cure])] };
    }
    const settings = new Map();
    const problems = [];
    for (const { line, source } of lines) {
        const [path = '', value] = line.split(/=(.*)/s, 2).map((part) => part.trim());
        const setting = { ...settingPlace(path), value: value ?? '', source };
        const other = settings.get(path);
        const fault = lineFault(path, value) ?? placeFault(path, setting) ?? contradiction(path, setting, other);
        if (fault)
            problems.push((0,build_problems/* problemOf */.Zw)(source, fault));
        else
            settings.set(path, other ?? setting);
    }
    return { settings: [...settings.values()], problems: [...problems, ...elementsInValues(settings)] };
}
/** What may be a value is not quoted: it may hold a password. */
function lineFault(path, value) {
    const form = 'Write Path/To/Element = value or Path/@attribute = value.';
    if (path.includes('[')) {
        const what = `"${path.slice(0, path.indexOf('['))}[…]" contains a predicate.`;
        return [what, 'Only elements that occur once can be managed. Write the plain path.'];
    }
    if (value === undefined)
        return ['The line has no "=".', form];
    if (path === '')
        return ['The path before "=" is missing.', form];
    if (path.startsWith('/'))
        return [`"${path}" starts with "/".`, 'Write the path relative to the root element.'];
    if (/^config(\/|$)/.test(path))
        return [`"${path}" starts with the root element.`, 'Write the path relative to it, without "config/".'];
    if (path.split('/', MAX_PATH + 1).length > MAX_PATH)
        return [`The path has more than ${MAX_PATH} parts.`, 'Write the path of an element in the file.'];
    return undefined;
}
function placeFault(path, { elements, attribute }) {
    if (elements.some((step) => step.startsWith('@')))
        return [`"${path}" has "@" before its end.`, 'An attribute must be the last part of a path.'];
    if (/^xmlns(:|$)/.test(attribute ?? '')) {
        const what = `"${path}" declares a namespace, and namespaces cannot be managed.`;
        return [what, 'Remove the line; the file must declare them itself.'];
    }
    const names = attribute === undefined ? elements : [...elements, attribute];
    const wrong = names.find((name) => !setting_NAME.test(name));
    if (wrong !== undefined) {
        const what = `"${wrong}" in "${path}" is not a valid XML name.`;
        return [what, 'Write names as they are in the file, without a prefix.'];
    }
    const cure = MANAGED.get(path);
    if (cure)
        return [`"${path}" is managed by the action.`, cure];
    if (path === 'SecuritySettings') {
        const what = `"${path}" contains elements that the action manages and has no value of its own.`;
        return [what, 'Write the path of an element or attribute in it.'];
    }
    const above = pathsAbove(elements).find((outer) => MANAGED.has(outer));
    if (above === undefined)
        return undefined;
    return [`"${path}" is inside "${above}", whose value the action manages.`, 'Remove the line.'];
}
function contradiction(path, { value }, other) {
    if (!other || other.value === value)
        return undefined;
    return [`"${path}" has a different value than in ${other.source}.`, 'Remove one of the lines.'];
}
/** An element holds a value or other elements, never both. */
function elementsInValues(settings) {
    const cure = 'An element contains either a value or other elements: remove one of the lines.';
    return [...settings].flatMap(([path, { elements, source }]) => pathsAbove(elements)
        .filter((outer) => settings.has(outer))
        .map((outer) => `"${path}" is inside "${outer}", which ${settings.get(outer).source} gives a value.`)
        .map((what) => (0,build_problems/* problemOf */.Zw)(source, [what, cure])));
}
/** The paths of the elements around the last one: "A" and "A/B" for A/B/C. */
function pathsAbove(elements) {
    return elements.slice(0, -1).map((_, depth) => elements.slice(0, depth + 1).join('/'));
}

;// CONCATENATED MODULE: ./build/desired-state/web-address.js






/**
 * What keeps an address from being used, whatever it is for. The first check keeps passwords out of the texts of the others.
 * @param example of such an address
 * @param isTaken whether an address would be used; no other one is proposed
 */
function addressFault(value, example, isTaken) {
    const refuse = (what, cure) => [`"${value}" ${what}.`, cure];
    if (value.includes('@')) {
        const cure = 'Remove the part before "@". If the path needs an "@", write %40.';
        return ['The URL contains a user name or password.', cure];
    }
    const placeholder = placeholderIn(value);
    if (placeholder) {
        // The vendor's table has both in one address: whoever fills it in should not have to come twice.
        const like = lookAlike(URL.parse(value)?.hostname ?? '');
        const cure = `Replace it with the real ${/tenant/i.test(placeholder) ? 'tenant' : 'value'}`;
        if (!like)
            return refuse('contains a placeholder', `${cure}.`);
        const what = `contains a placeholder, and its host is not "${like}" but looks like it`;
        return refuse(what, `${cure}, and write the host as "${like}".`);
    }
    const mayBeUsed = (address) => address !== value && isTaken(address);
    const unfit = characterFault(value);
    if (unfit)
        return [unfit, didYouMean(value, mayBeUsed)];
    if (value.includes(' '))
        return refuse('contains spaces or line breaks', 'Write the address without spaces and line breaks.');
    if (value.includes('\\'))
        return refuse('contains a backslash', 'Write "/".');
    // The parser also takes "https:host", which other readers of the file may not.
    if (!URL.canParse(value) || !/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(value))
        return refuse('is not an absolute URL', `Write the whole address, such as "${example}".`);
    if (new URL(value).protocol !== 'https:')
        return refuse('does not start with https', 'Phones send credentials there: use https.');
    if (value.includes('#'))
        return refuse('contains a fragment', 'Remove the part from "#" on.');
    const what = formFault(value) ?? hostFault(value);
    return what === undefined ? undefined : [what, didYouMean(value, mayBeUsed)];
}
/** Characters that an address cannot hold, or that people cannot see in it, as a sentence. */
function characterFault(text) {
    const unseen = (0,invisible/* unseenCharacter */.OQ)(text);
    if (unseen)
        return `${(0,quoted/* quoted */.T)(text)} contains ${unseen}.`;
    const foreign = /[^\x20-\x7e]/u.exec(text)?.[0];
    if (!foreign)
        return undefined;
    return `${(0,quoted/* quoted */.T)(text)} contains "${foreign}" (${(0,invisible/* codePoint */.yb)(foreign)}), which is not an ASCII character.`;
}
/**
 * An address is written as it was given and judged as it is parsed, and who else reads it may read another one. So its text has to
 * be what its parsed form says, but for the case of scheme and host, and the "/" of an empty path. Nothing for a text that is no URL.
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser
 */
function formFault(text) {
    const url = URL.parse(text);
    if (!url)
        return undefined;
    if (url.hostname.endsWith('.'))
        return `The host of ${(0,quoted/* quoted */.T)(text)} ends in a dot.`;
    const [origin = ''] = /^[^/]*\/\/[^/?#]*/.exec(text) ?? [];
    const rest = text.slice(origin.length).replace(/^(?!\/)/, '/');
    return origin.toLowerCase() + rest === url.href ? undefined : `${(0,quoted/* quoted */.T)(text)} is not in its normal form.`;
}
/** What makes people take a host for another one, as a sentence. Nothing for a text that is no address. */
function hostFault(text) {
    const url = URL.parse(text);
    if (!url)
        return undefined;
    const like = lookAlike(url.hostname);
    if (like)
        return `The host of ${(0,quoted/* quoted */.T)(text)} is not "${like}" but looks like it.`;
    const [, authority = ''] = /^[^/]*\/\/([^/?#]*)/.exec(text) ?? [];
    if (authority.replace(/:\d*$/, '').toLowerCase() !== url.hostname)
        return `The host of ${(0,quoted/* quoted */.T)(text)} is not in its normal form.`;
    if (!url.port || !isMicrosoftHost(url.hostname))
        return undefined;
    return `${(0,quoted/* quoted */.T)(text)} names the port ${url.port}, which Microsoft does not use.`;
}
/** The cure for such a fault: the address that was probably meant, where it may be used. */
function didYouMean(text, mayBeUsed) {
    const instead = cleanForm(text);
    return instead !== undefined && mayBeUsed(instead)
        ? `Did you mean "${instead}"?`
        : "Copy the address again from the provider's own pages, in plain ASCII.";
}
/** The address without what is wrong with it. What turns the direction of writing has shown people another text than the cure would be. */
function cleanForm(text) {
    if (/\p{Bidi_Control}/u.test(text))
        return undefined;
    const url = URL.parse((0,invisible/* withoutUnseen */.zG)(text));
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
        return undefined;
    url.hostname = url.hostname.replace(/(?<!\.)\.+$/, '');
    url.hostname = lookAlike(url.hostname) ?? url.hostname;
    if (isMicrosoftHost(url.hostname))
        url.port = '';
    return url.href;
}
/**
 * What no wanted value may be, wherever it comes from and whatever it is for. Values that people wrote into the file are theirs.
 * @returns one problem for each source at the most
 */
function valueProblems(settings, secrets) {
    const problems = settings.flatMap((setting) => {
        const fault = valueFault(setting, secrets);
        return fault ? [(0,build_problems/* problemOf */.Zw)(setting.source, fault)] : [];
    });
    return [...Map.groupBy(problems, ({ where }) => where).values()].map(([first]) => first);
}
function valueFault(setting, secrets) {
    const { value } = setting;
    const name = settingName(setting);
    // Shorter ones occur by chance.
    if (secrets.some((secret) => secret.length >= 6 && value.includes(secret))) {
        const cure = 'It must never be in mobile-config.xml. Check what you copied.';
        return [`The value for ${name} contains the client secret.`, cure];
    }
    const inName = (0,invisible/* unseenCharacter */.OQ)(name);
    if (inName)
        return [`The path "${name}" contains ${inName}.`, 'Remove it.'];
    const unseen = (0,invisible/* unseenCharacter */.OQ)(value);
    if (unseen)
        return [`The value for ${name} contains ${unseen}.`, 'Remove it.'];
    // Also what has no input of its own sends people somewhere. Only the host is judged: whoever serves it knows the rest.
    if (!/^https?:/i.test(value))
        return undefined;
    const { username, password } = URL.parse(value) ?? {};
    if (username || password) {
        const cure = 'Remove the part before "@": it can be mistaken for the host.';
        return [`The address for ${name} contains a user name or password.`, cure];
    }
    const what = hostFault(value);
    return what === undefined ? undefined : [what, didYouMean(value, () => true)];
}

;// CONCATENATED MODULE: ./build/desired-state/endpoint.js







/** An endpoint, from wherever it follows first; undefined where none does that can be used, which has been told then. */
function endpointFor(kind, lookup) {
    const property = `${kind}EndpointUrl`;
    const tenant = lookup.given('tenantId');
    const derived = tenant && { ...tenant, value: tenantEndpoint(tenant.value, kind) };
    const found = lookup.given(property) ?? lookup.find(property) ?? discovered(kind, lookup) ?? derived;
    if (!found) {
        lookup.reportMissing(property);
        return undefined;
    }
    const from = 'what' in found ? found.where : found.source;
    // Both endpoints may follow from one value, whose fault has been told then.
    if (lookup.problems.some(({ where }) => where === from))
        return undefined;
    const endpoint = 'what' in found ? found : readEndpoint(kind, found);
    if ('url' in endpoint)
        return endpoint;
    lookup.problems.push(endpoint);
    return undefined;
}
/**
 * What `discoveryEndpointUrl` gives, which WebSphere uses where `useDiscovery` is true; people may paste the one without the other.
 * @see https://www.ibm.com/support/pages/openid-connect-websphere-traditional-custom-properties
 */
function discovered(kind, lookup) {
    const isOff = /^false$/i.test(lookup.find('useDiscovery')?.value ?? '');
    const address = isOff ? undefined : lookup.find('discoveryEndpointUrl');
    return address && discoveredEndpoint(kind, address);
}
/** @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints */
function tenantEndpoint(tenant, kind) {
    return `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/${kind}`;
}
/**
 * Checks one endpoint by itself. Its text is written as it was given, so it has to be what its parsed form says.
 * @returns the endpoint, or what keeps phones from being sent there
 */
function readEndpoint(kind, { value, source }) {
    const example = value.includes('/realms/')
        ? `https://keycloak.example.com/realms/connections/protocol/openid-connect/${KEYCLOAK_NAMES[kind]}`
        : tenantEndpoint('contoso.onmicrosoft.com', kind);
    const fault = addressFault(value, example, (text) => isEndpoint(kind, text)) ?? pathFault(kind, value);
    if (fault)
        return (0,build_problems/* problemOf */.Zw)(source, fault);
    const address = { kind, url: new URL(value), value, source };
    if (!isEntraHost(address.url.hostname))
        return { ...address, isEntra: false };
    const [, tenant, version2] = ENTRA_PATH.exec(address.url.pathname) ?? [];
    if (!tenant) {
        const what = `The path of "${value}" is not an Entra endpoint.`;
        return (0,build_problems/* problemOf */.Zw)(source, [what, `Write an address such as "${example}".`]);
    }
    const ofTenant = tenantFault(tenant);
    if (ofTenant)
        return (0,build_problems/* problemOf */.Zw)(source, ofTenant);
    return { ...address, isEntra: true, tenant, version: version2 ? 'v2' : 'v1' };
}
function isEndpoint(kind, address) {
    return 'url' in readEndpoint(kind, { value: address, source: '' });
}
/**
 * The tenant and the version; between them the policy of Azure AD B2C, which may mark its paths with "tfp" or "te".
 * @see https://learn.microsoft.com/en-us/azure/active-directory-b2c/b2clogin
 */
const ENTRA_PATH = /^\/(?:(?:tfp|te)\/)?([^/]+)(?:\/[^/]+)?\/oauth2\/(v2\.0\/)?(?:authorize|token)$/;
const KEYCLOAK_NAMES = { authorize: 'auth', token: 'token' };
/** The slip of the vendor's documents, a token endpoint that ends in /authorize, and its reverse; and what Keycloak does not have. */
function pathFault(kind, value) {
    const url = new URL(value);
    const name = keycloakAddress(url)?.name;
    const other = kind === 'token' ? 'authorize' : 'token';
    const isOther = name === undefined
        ? /\/(authorize|token)\/?$/.exec(url.pathname)?.[1] === other
        : name === KEYCLOAK_NAMES[other];
    if (!isOther && (name === undefined || name === KEYCLOAK_NAMES[kind]))
        return undefined;
    const what = isOther ? `the ${NAMES[`${other}EndpointUrl`]}` : 'not a Keycloak endpoint';
    return [`"${value}" is ${what}.`, `Did you mean "${siblingOf(url, kind)}"?`];
}
function siblingOf(url, kind) {
    const realm = keycloakAddress(url)?.realm;
    const sibling = new URL(url);
    sibling.pathname =
        realm === undefined
            ? url.pathname.replace(/(authorize|token)\/?$/, kind)
            : `${realm}/protocol/openid-connect/${KEYCLOAK_NAMES[kind]}`;
    return sibling.href;
}
const DISCOVERY_EXAMPLE = 'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration';
/**
 * The endpoint that follows from the address of a discovery document, without asking for it: of Entra and of Keycloak its place is
 * known. What is wrong with the address is the same for both endpoints.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#find-your-apps-openid-configuration-document-uri
 */
function discoveredEndpoint(kind, { value, source }) {
    const isTaken = (text) => 'value' in discoveredEndpoint(kind, { value: text, source });
    const fault = addressFault(value, DISCOVERY_EXAMPLE, isTaken);
    if (fault)
        return (0,build_problems/* problemOf */.Zw)(source, fault);
    const token = discoveredAddress('token', new URL(value));
    const read = readEndpoint('token', { value: token ?? '', source });
    if (token && 'url' in read)
        return { value: discoveredAddress(kind, new URL(value)), source };
    // Of a path that Entra does not have, the endpoint beside it would be news to the reader.
    if (token && 'what' in read && !read.what.includes(token))
        return read;
    const what = `The endpoints cannot be derived from "${value}".`;
    const cure = 'Set authorize-endpoint-url and token-endpoint-url to authorization_endpoint and token_endpoint in the document at that address.';
    return (0,build_problems/* problemOf */.Zw)(source, [what, cure]);
}
function discoveredAddress(kind, { origin, pathname, hostname, searchParams }) {
    const [, base = '', version = ''] = /^(.*?\/)(v2\.0\/)?\.well-known\/openid-configuration$/.exec(pathname) ?? [];
    if (base && isEntraHost(hostname)) {
        const policy = searchParams.get('p');
        const query = policy ? `?p=${encodeURIComponent(policy)}` : '';
        return `${origin}${base}oauth2/${version}${kind}${query}`;
    }
    const isRealm = /\/realms\/[^/]+\/$/.test(base + version);
    return isRealm ? `${origin}${base}${version}protocol/openid-connect/${KEYCLOAK_NAMES[kind]}` : undefined;
}
/** Reports what is wrong with two endpoints that are right by themselves, and what is unusual about them. */
function checkPair(authorize, token, lookup) {
    const { source: where } = token;
    const { source, tenant: wanted } = authorize;
    const note = (id, what, cure, more = {}) => lookup.findings.push((0,findings/* finding */.gk)(id, { where, what, cure, ...more }));
    if (authorize.url.href === token.url.href) {
        const what = `The token endpoint "${token.value}" is the authorization endpoint.`;
        const cure = "Copy tokenEndpointUrl of the WebSphere configuration; the example in the vendor's procedure is wrong.";
        lookup.refuse(where, [what, cure]);
    }
    if (authorize.isEntra && token.isEntra && authorize.version !== token.version) {
        const what = `The token endpoint is ${token.version}, but the authorization endpoint (${source}) is ${authorize.version}.`;
        lookup.refuse(where, [what, 'Use /oauth2/v2.0/ in both.']);
    }
    if (authorize.isEntra !== token.isEntra)
        refuseElsewhere(authorize, token, lookup);
    const [host, found] = [authorize.url.host, token.url.host];
    const [cloud, other] = [authorize, token].map(({ url }) => cloudOfLoginHost(url.hostname));
    if (cloud && other && cloud !== other) {
        const what = `The token endpoint is in the ${other.name} cloud, but the authorization endpoint (${source}) is in the ${cloud.name} cloud.`;
        const cure = `Use "${endpointBeside(token, authorize)}" as the token endpoint, or "${endpointBeside(authorize, token)}" as the authorization endpoint.`;
        lookup.refuse(where, [what, cure]);
    }
    else if (!(cloud && other) && authorize.isEntra === token.isEntra && host !== found) {
        const what = `The authorization endpoint is on "${host}", but the token endpoint is on "${found}".`;
        note('MSSO002', what, 'Check that both belong to the same provider.', { wanted: host, found });
    }
    if (!wanted)
        return;
    if (token.tenant && !isSame(wanted, token.tenant)) {
        const what = `The authorization endpoint belongs to tenant "${wanted}", but the token endpoint belongs to tenant "${token.tenant}".`;
        note('MSSO003', what, 'Use the same tenant in both.', { wanted, found: token.tenant });
    }
    const tenantId = lookup.given('tenantId');
    if (tenantId && !isSame(wanted, tenantId.value)) {
        const what = `tenant-id is "${tenantId.value}", but the authorization endpoint belongs to tenant "${wanted}".`;
        const cure = 'Omit tenant-id or correct it. The explicit endpoint takes precedence.';
        note('MSSO004', what, cure, { where: tenantId.source, wanted, found: tenantId.value });
    }
    if (authorize.version === 'v1' && token.version === 'v1') {
        const what = 'The endpoints are version 1, which does not support scopes of the form api://….';
        note('MSSO005', what, 'Use /oauth2/v2.0/ in both.');
    }
}
/** One endpoint is Entra's and the other is not: a slip, or an attempt to get the codes or the passwords. */
function refuseElsewhere(authorize, token, lookup) {
    const [entra, other] = authorize.isEntra ? [authorize, token] : [token, authorize];
    const [name, otherName] = [entra, other].map(({ kind }) => NAMES[`${kind}EndpointUrl`]);
    const what = `The ${otherName} is on "${other.url.host}", but the ${name} (${entra.source}) is on "${entra.url.host}", which is Entra's.`;
    const cure = `Did you mean "${endpointBeside(other, entra)}"? If you do mean "${other.url.host}", use its ${name} too.`;
    lookup.refuse(other.source, [what, cure]);
}
/** What an endpoint should be beside one of Entra's: the same address on the other's host, else what belongs to the other one. */
function endpointBeside({ kind, url }, other) {
    const moved = new URL(url);
    moved.hostname = other.url.hostname;
    moved.port = '';
    return isEndpoint(kind, moved.href) ? moved.href : siblingOf(other.url, kind);
}

// EXTERNAL MODULE: ./build/text/truncate.js
var truncate = __webpack_require__(3770);
;// CONCATENATED MODULE: ./build/desired-state/provider.js





/** The providers in the order in which they were pasted. */
function providersOf(inputs) {
    const { providerProperties, providerPropertiesFrom: from, providerId } = inputs;
    const providers = new Map();
    for (const { name, value, line } of valuesByName(providerProperties.properties).values()) {
        const [, id, property] = /^([\w-]+)\.(\w+)$/.exec(name) ?? [];
        // Other interceptors and WebSphere itself have names with dots, too.
        if (!id || !property || !(id === providerId || /^provider_\w+$/.test(id)))
            continue;
        const own = providers.get(id) ?? new Map();
        providers.set(id, own.set(property, { name, value, source: `${from} line ${line}` }));
    }
    return [...providers].map(([id, own]) => {
        if (/^false$/i.test(own.get('useDiscovery')?.value ?? ''))
            own.delete('discoveryEndpointUrl');
        // With what nobody needs for mobile-config.xml, or more than that and the secret and a few others, it is a whole list.
        const isWhole = own.has('interceptedPathFilter') || own.has('callbackServletContext') || own.size >= 8;
        return { id, properties: own, isWhole, from };
    });
}
/** Undefined where nothing can be said: the list is not whole, or the value holds a placeholder, which is told by itself. */
function judged({ id, properties, isWhole, from }, property) {
    const found = properties.get(property);
    if (!found)
        return isWhole ? { name: `${id}.${property}`, value: '', source: from } : undefined;
    // A regular expression may have braces.
    if (placeholderIn(found.value) && !property.endsWith('PathFilter'))
        return undefined;
    return { ...found, value: meantAddress(property, found.value) ?? found.value };
}
/** Whether a property of two providers is known and has different values. */
function differs(one, other, property) {
    const [own, its] = [judged(one, property), judged(other, property)];
    return own !== undefined && its !== undefined && !isSame(own.value, its.value);
}
/** The property with its value, as the subject of a sentence: 'provider_1.userIdentifier is "sub"'. */
function stated({ name, value }) {
    return value ? `${name} is ${shown(value)}` : `${name} is missing`;
}
/** A value as findings quote it. Entra's client secrets hold a tilde, and may have been pasted into another property. */
function shown(value) {
    return value.includes('~') ? 'another value' : (0,quoted/* quoted */.T)((0,truncate/* truncate */.x)(value, 200));
}
/** How the last part of the path is called at Entra, and at Keycloak, whose table of the vendor has /certss and /tokenn. */
const LAST_PARTS = {
    authorizeEndpointUrl: ['authorize', 'auth'],
    tokenEndpointUrl: ['token', 'token'],
    jwkEndpointUrl: ['keys', 'certs'],
};
/**
 * The address that was probably meant, by its host and, at Entra and Keycloak, the last part of its path; undefined where nothing is
 * known to be misspelt.
 */
function meantAddress(property, address) {
    const url = URL.parse(address);
    // It would be quoted with the password.
    if (!url || url.username || url.password)
        return undefined;
    const before = url.href;
    url.hostname = lookAlike(url.hostname) ?? url.hostname;
    const [entra, keycloak] = LAST_PARTS[property] ?? [];
    const isKeycloak = url.pathname.includes('/protocol/openid-connect/');
    const name = isEntraHost(url.hostname) ? entra : isKeycloak && keycloak;
    if (name)
        url.pathname = url.pathname.replace(/[^/]*\/?$/, name);
    return url.href === before ? undefined : url.href.replaceAll(/%7b/gi, '{').replaceAll(/%7d/gi, '}');
}
/**
 * The path of each provider's redirect URI: `callbackServletContext`, or WebSphere's own, a slash and `identifier`. Providers of other
 * applications send their browsers elsewhere and are left out, and so is one whose identifier was not pasted or is a placeholder.
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 */
function callbackPaths(properties, clientId) {
    const values = valuesByName(properties);
    return [...values].flatMap(([name, { value: identifier }]) => {
        const provider = /^(.+)\.identifier$/.exec(name)?.[1];
        if (!provider)
            return [];
        const owner = values.get(`${provider}.clientId`)?.value;
        const context = values.get(`${provider}.callbackServletContext`)?.value ?? 'oidcclient';
        const path = ['', ...context.split('/').filter(Boolean), identifier].join('/');
        const isOther = owner && !placeholderIn(owner) && !isSame(owner, clientId);
        return isOther || placeholderIn(path) ? [] : [{ provider, path }];
    });
}
/**
 * Whether WebSphere finds people by the claim "email", as the vendor's table has it. Some lines of a provider say nothing about the
 * others, so the table is assumed; where its paths were pasted too and no `userIdentifier`, WebSphere takes another claim ("sub").
 */
function identifiesByEmail(properties, provider) {
    const values = valuesByName(properties);
    const standard = values.has(`${provider}.interceptedPathFilter`) ? 'sub' : 'email';
    return (values.get(`${provider}.userIdentifier`)?.value ?? standard) === 'email';
}

;// CONCATENATED MODULE: ./build/desired-state/interception.js


const INVERSE = { yes: 'no', no: 'yes', unknown: 'unknown' };
/** Whether a provider intercepts the mobile clients. A filter by other things than the path is not understood. */
function interception({ properties }) {
    const filter = properties.get('interceptedPathFilter')?.value;
    const excluded = properties.get('excludedPathFilter')?.value ?? '';
    if (!filter || properties.has('filter'))
        return 'unknown';
    const answers = ['/mobile/', '/mobile/any'].flatMap((path) => [
        filterTakes(filter, path),
        INVERSE[filterTakes(excluded, path)],
    ]);
    if (answers.includes('no'))
        return 'no';
    return answers.includes('unknown') ? 'unknown' : 'yes';
}
/**
 * The mobile clients are intercepted by nobody, by another provider than the chosen one, or by several. Which of these WebSphere takes
 * "is indeterminate", says IBM's page.
 */
function interceptionFindings(providers, intercepting, chosen) {
    const filterOf = (provider) => judged(provider, 'interceptedPathFilter').source;
    const [first, ...others] = intercepting;
    if (!first) {
        if (!chosen || providers.some((provider) => interception(provider) === 'unknown'))
            return [];
        const what = 'None of the providers intercepts /mobile/.*, so nothing checks the tokens that the apps send.';
        const cure = `Add "/mobile/.*" to ${chosen.id}.interceptedPathFilter, or to the filter of the provider for Mobile's cluster.`;
        return [(0,findings/* finding */.gk)('MSSO107', { where: filterOf(chosen), what, cure })];
    }
    if (others.length > 0) {
        const what = `${intercepting.map(({ id }) => id).join(' and ')} intercept /mobile/.*, and WebSphere may use any of them.`;
        const cure = 'Keep "/mobile/.*" only in the interceptedPathFilter of the provider for Mobile\'s cluster.';
        return [(0,findings/* finding */.gk)('MSSO108', { where: filterOf(others[0]), what, cure })];
    }
    const different = chosen && chosen !== first ? COPIED.filter((name) => differs(chosen, first, name)) : [];
    if (!chosen || different.length === 0)
        return [];
    const what = `provider-id is "${chosen.id}", but ${first.id} intercepts /mobile/.* and has a different ${different.join(', ')}.`;
    const cure = `Set provider-id to "${first.id}".`;
    return [(0,findings/* finding */.gk)('MSSO109', { where: filterOf(first), what, cure, wanted: first.id, found: chosen.id })];
}
/** What mobile-config.xml gets from a provider. Where these are the same it does not matter which one gives them. */
const COPIED = ['clientId', 'scope', 'authorizeEndpointUrl', 'tokenEndpointUrl'];
/** What the apps ask first, before anybody has signed in. */
const SECURITY_CONFIGURATION = '/mobile/homepage/SecurityConfiguration';
function exclusionFindings(provider) {
    const it = judged(provider, 'excludedPathFilter');
    if (!it || filterTakes(it.value, SECURITY_CONFIGURATION) !== 'no')
        return [];
    const what = `${it.name} ${it.value ? 'does not have' : 'is missing, so it does not have'} ${SECURITY_CONFIGURATION}, which the apps call before anybody has signed in.`;
    const cure = `Add "${SECURITY_CONFIGURATION}" to ${it.name}.`;
    return [(0,findings/* finding */.gk)('MSSO110', { where: it.source, what, cure, wanted: SECURITY_CONFIGURATION })];
}
/**
 * Whether one of the patterns of a WebSphere path filter takes a path: comma-separated regular expressions, each for the whole
 * path (the vendor lists "/ibm/console" beside "/ibm/console/.*"). No pattern is run, because it could backtrack for ever: text and
 * ".*" are understood; of any other pattern only the text before its first other sign is, so it may be "unknown".
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 */
function filterTakes(filter, path) {
    const patterns = filter.split(',').map((pattern) => pattern.trim());
    const answers = patterns.filter(Boolean).map((pattern) => patternTakes(pattern, path));
    if (answers.includes('yes'))
        return 'yes';
    return answers.includes('unknown') ? 'unknown' : 'no';
}
const SIGNS = /[\\.*+?()[\]{}|^$]/;
function patternTakes(pattern, path) {
    const bare = pattern.replace(/^\^/, '').replace(/\$$/, '');
    if (!SIGNS.test(bare.replaceAll('.', '')))
        return isText(path, bare) ? 'yes' : 'no';
    const parts = bare.split('.*');
    if (!SIGNS.test(parts.join('')))
        return hasParts(path, parts) ? 'yes' : 'no';
    // What stands beside a bar is a pattern of its own.
    if (bare.includes('|'))
        return 'unknown';
    const text = /^[^\\.*+?()[\]{}^$]*/.exec(bare)[0];
    // Its last character may be optional.
    return path.startsWith(text.slice(0, -1)) ? 'unknown' : 'no';
}
/** Whether the path is the text, in which a dot is any character. */
function isText(path, text) {
    return path.length === text.length && [...text].every((sign, at) => sign === '.' || sign === path[at]);
}
/** Whether the path is made of the parts, at least two, in their order, with anything between them. */
function hasParts(path, [first = '', ...others]) {
    const last = others.pop();
    let rest = path.slice(first.length, path.length - last.length);
    if (path !== first + rest + last)
        return false;
    for (const part of others) {
        if (!rest.includes(part))
            return false;
        rest = rest.slice(rest.indexOf(part) + part.length);
    }
    return true;
}

;// CONCATENATED MODULE: ./build/desired-state/provider-rules.js



/**
 * What phones need of the provider that intercepts them, and browsers may do without, by property.
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/64eb002d174dc021c970aec3da3fd8fdca51f554/v8-cr13/admin/secure/t_azure_oidc_websphere.md
 */
const MOBILE_RULES = {
    useJwtFromRequest: switchedOn('MSSO100', 'useJwtFromRequest', {
        accepts: /^(?:ifPresent|required)$/i,
        wanted: 'ifPresent',
        otherwise: 'no',
        why: 'the bearer tokens that the apps send are ignored',
    }),
    verifyIssuerInIat: switchedOn('MSSO103', 'verifyIssuerInIat', {
        why: 'access tokens in JWT form, which the apps send, are not supported',
    }),
    setLtpaCookie: switchedOn('MSSO104', 'setLtpaCookie', {
        why: 'the apps get no LTPA cookie for their next requests',
    }),
    issuerIdentifier: issuerFindings,
    jwkEndpointUrl: keysFindings,
    userIdentifier: userFindings,
    signatureAlgorithm: signatureFindings,
    audiences: audienceFindings,
};
/** @param otherwise what WebSphere takes where the property is missing */
function switchedOn(id, property, { accepts = /^true$/i, wanted = 'true', otherwise = 'false', why = '' }) {
    return (provider) => {
        const it = judged(provider, property);
        if (!it || accepts.test(it.value))
            return [];
        const isLikeThat = it.value ? stated(it) : `${stated(it)}, and WebSphere's default is "${otherwise}"`;
        const cure = `Set ${it.name} to "${wanted}".`;
        return [(0,findings/* finding */.gk)(id, { where: it.source, what: `${isLikeThat}: ${why}.`, cure, wanted })];
    };
}
/** The issuer that is set, or else the one that WebSphere learns by discovery. */
function issuerFindings(provider, signIn) {
    const origin = tokenOrigin(signIn);
    const issuer = judged(provider, 'issuerIdentifier');
    const discovery = judged(provider, 'discoveryEndpointUrl');
    const it = issuer?.value || !discovery?.value ? issuer : discovery;
    if (!origin || !it)
        return [];
    const fits = it === discovery
        ? URL.canParse(it.value) && isSameAddress(origin.discovery, new URL(it.value))
        : it.value.split(',').some((each) => isSameIssuer(origin.issuer, each.trim()));
    if (fits)
        return [];
    const { issuer: wanted } = origin;
    const what = `${stated(it)}, but the tokens that the apps get come from the issuer "${wanted}".`;
    const cure = `Set ${provider.id}.issuerIdentifier to "${wanted}": WebSphere compares every character.`;
    return [(0,findings/* finding */.gk)('MSSO101', { where: it.source, what, cure, wanted })];
}
function keysFindings(provider, signIn) {
    const it = judged(provider, 'jwkEndpointUrl');
    if (!it?.value)
        return [];
    const wanted = tokenOrigin(signIn)?.keys;
    const address = /^https:\/\//i.test(it.value) && URL.parse(it.value);
    if (address && (!wanted || isSameAddress(wanted, address)))
        return [];
    const fault = address ? 'not the key address of these endpoints' : 'not an address that starts with https';
    const what = `${stated(it)}, which is ${fault}.`;
    const cure = `Set ${it.name} to ${wanted ? `"${wanted}"` : "the provider's jwks_uri"}.`;
    return [(0,findings/* finding */.gk)('MSSO102', { where: it.source, what, cure, ...(wanted ? { wanted } : {}) })];
}
/**
 * The scope without which Entra's tokens lack a claim. Keycloak's clients have email and profile by default.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference
 * @see https://www.keycloak.org/docs/latest/server_admin/index.html#_client_scopes
 */
function scopeOfClaim(claim) {
    if (claim === 'email')
        return 'email';
    return ['preferred_username', 'upn', 'name', 'oid'].includes(claim) ? 'profile' : undefined;
}
function userFindings(provider, { scopes, authorize, token }) {
    const it = judged(provider, 'userIdentifier');
    if (!it)
        return [];
    const report = (what, cure) => [(0,findings/* finding */.gk)('MSSO105', { where: it.source, what, cure })];
    const isEntra = (authorize ?? token)?.isEntra;
    if (!it.value || (it.value === 'sub' && isEntra)) {
        const byDefault = it.value ? '' : ', and the default is "sub"';
        const what = `${stated(it)}${byDefault}: that is an ID that the Connections directory does not know.`;
        return report(what, `Set ${it.name} to "email", and check that access tokens have that claim.`);
    }
    const scope = isEntra && scopeOfClaim(it.value);
    // Where no scope is known the run fails anyway.
    if (!scope || scopes.includes(scope) || !scopes.includes('openid'))
        return [];
    const what = `${stated(it)}, but the apps do not request the scope "${scope}", so their tokens lack the claim.`;
    return report(what, `Add "${scope}" to ${provider.id}.scope, or to the input scope.`);
}
/** @see https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-tokens */
function signatureFindings(provider, { authorize, token }) {
    const it = judged(provider, 'signatureAlgorithm');
    if (!it?.value || it.value === 'RS256' || !(authorize ?? token)?.isEntra)
        return [];
    const what = `${stated(it)}, but Entra signs its tokens with RS256.`;
    return [(0,findings/* finding */.gk)('MSSO116', { where: it.source, what, cure: `Set ${it.name} to "RS256".`, wanted: 'RS256' })];
}
function audienceFindings(provider, { clientId }) {
    const it = judged(provider, 'audiences');
    if (!it?.value || !clientId)
        return [];
    const audiences = it.value.split(',').map((audience) => audience.trim().toLowerCase());
    const own = clientId.toLowerCase();
    if (audiences.some((each) => each === 'all_audiences' || each === own || each.endsWith(`/${own}`)))
        return [];
    const what = `${stated(it)}, which does not include the apps' application.`;
    const cure = `Set ${it.name} to "ALL_AUDIENCES", as the vendor does, or add the client ID.`;
    return [(0,findings/* finding */.gk)('MSSO117', { where: it.source, what, cure })];
}

;// CONCATENATED MODULE: ./build/desired-state/provider-lint.js






/** With more of them it is no list of an interceptor. */
const MAX_PROVIDERS = 30;
/**
 * What is wrong with the interceptor's providers, as far as they were pasted. Never throws.
 * @param signIn how the apps will sign in
 * @returns `isChecked`: so much was pasted that it says something where nothing was found; `interceptedBy`: the one provider that
 *   intercepts the mobile clients, undefined where it is not known
 */
function lintProviders(inputs, signIn) {
    const providers = providersOf(inputs).slice(0, MAX_PROVIDERS);
    const intercepting = providers.filter((provider) => interception(provider) === 'yes');
    const chosen = providers.find(({ id }) => id === inputs.providerId);
    const only = intercepting.length === 1 ? intercepting[0] : undefined;
    const mobile = only ?? chosen;
    const findings = [
        ...interceptionFindings(providers, intercepting, chosen),
        ...intercepting.flatMap((provider) => exclusionFindings(provider)),
        ...(mobile ? mobileFindings(mobile, providers, signIn) : []),
        ...providers.flatMap((provider) => [
            ...misspellings(provider),
            ...(provider === chosen ? [] : scopeFindings(provider, signIn)),
            ...identifierFindings(provider, signIn),
        ]),
        ...callbackFindings(providers),
        ...placeholders(providers),
    ];
    return { findings, isChecked: findings.length > 0 || mobile?.isWhole === true, interceptedBy: only?.id };
}
/** What is the same in all providers of the vendor's tables: only filters and callbacks differ. */
const SAME = `clientId authorizeEndpointUrl tokenEndpointUrl jwkEndpointUrl discoveryEndpointUrl issuerIdentifier
  userIdentifier realmIdentifier realmName defaultRealmName useRealm signVerifyAlias useJwtFromRequest
  verifyIssuerInIat setLtpaCookie`.split(/\s+/);
/** What phones need of their provider; and each property that is fine there, once, with all providers that differ in it. */
function mobileFindings(mobile, providers, signIn) {
    const found = new Map(Object.entries(MOBILE_RULES).map(([property, rule]) => [property, rule(mobile, signIn)]));
    // Providers with another identifier are for something else, such as the vendor's one for Microsoft Teams.
    const siblings = providers.filter((each) => each !== mobile && !differs(mobile, each, 'identifier'));
    const disagreements = SAME.filter((property) => !found.get(property)?.length).flatMap((property) => {
        const own = judged(mobile, property);
        const others = siblings
            .filter((each) => differs(mobile, each, property))
            .map((each) => judged(each, property));
        if (!own || others.length === 0)
            return [];
        const what = `${others.map(stated).join(', ')}, but ${stated(own)}.`;
        const cure = `Use the same value in all of them, so that a token accepted by one cluster is accepted by all.`;
        return [(0,findings/* finding */.gk)('MSSO106', { where: others[0].source, what, cure })];
    });
    return [...[...found.values()].flat(), ...disagreements];
}
function misspellings({ properties }) {
    return [...properties].flatMap(([property, { name, value, source: where }]) => {
        const isAddress = /(?:Url|Endpoint|^issuerIdentifier)$/.test(property);
        const wanted = isAddress ? meantAddress(property, value) : undefined;
        if (!wanted)
            return [];
        const what = `${name} is ${shown(value)}. Did you mean ${shown(wanted)}?`;
        return [(0,findings/* finding */.gk)('MSSO111', { where, what, cure: `Correct ${name}.`, wanted })];
    });
}
/** The scope of the chosen provider is what the apps ask for, and MSSO001 speaks of it. */
function scopeFindings(provider, signIn) {
    const [scope, clientId] = [judged(provider, 'scope'), judged(provider, 'clientId')];
    if (!scope?.value || !clientId || !isGuid(clientId.value))
        return [];
    const [first] = foreignScopes(scope, clientId.value, signIn.authorize?.tenant ?? '');
    // Where only its client ID is another one, that is told by itself.
    if (!first?.found || isSame(first.found, `api://${signIn.clientId}`))
        return [];
    const what = `${scope.name} is for "${first.found}", but ${clientId.name} is ${shown(clientId.value)}.`;
    const cure = `Set ${scope.name} to the scopes of your own application; the vendor's table shows someone else's.`;
    return [(0,findings/* finding */.gk)('MSSO113', { where: scope.source, what, cure, found: first.found })];
}
function identifierFindings(provider, { authorize }) {
    const it = judged(provider, 'identifier');
    if (!it || it.value)
        return [];
    const example = authorize?.isEntra === false ? 'keycloak' : 'azuread';
    const what = `${stated(it)}; without it, WebSphere does not start the provider.`;
    return [(0,findings/* finding */.gk)('MSSO115', { where: it.source, what, cure: `Set ${it.name}, as in "${example}".` })];
}
/** The redirect URI is made from both; WebSphere takes /oidcclient where the context is missing. */
function callbackFindings(providers) {
    const first = new Map();
    return providers.flatMap((provider) => {
        const context = judged(provider, 'callbackServletContext');
        const identifier = judged(provider, 'identifier');
        // Nobody is sent to sign in where a token is required.
        const isForTokens = provider.properties.get('useJwtFromRequest')?.value === 'required';
        if (!context || !identifier?.value || isForTokens)
            return [];
        const callback = `${context.value || '/oidcclient'}/${identifier.value}`;
        const other = first.get(callback);
        first.set(callback, other ?? provider);
        if (!other && (context.value || providers.length === 1))
            return [];
        const what = other
            ? `${other.id} and ${provider.id} have the same callback, ${shown(callback)}.`
            : `${stated(context)}, and WebSphere's default is "/oidcclient".`;
        const cure = `Set ${context.name} to the context root of WebSphereOIDCRP in that cluster.`;
        return [(0,findings/* finding */.gk)('MSSO114', { where: context.source, what, cure })];
    });
}
/** Properties whose values hold no braces by themselves. */
const PLAIN = /(?:Url|Endpoint|^(?:clientId|scope|identifier|issuerIdentifier|callbackServletContext|userIdentifier|audiences|realmName|defaultRealmName))$/;
function placeholders(providers) {
    const found = providers.flatMap(({ properties }) => [...properties].filter(([name, { value }]) => PLAIN.test(name) && placeholderIn(value)));
    const [first] = found;
    if (!first)
        return [];
    const names = found.slice(0, 10).map(([, { name }]) => name);
    const more = found.length > names.length ? ` and ${found.length - names.length} more` : '';
    const what = `These values still contain a placeholder: ${names.join(', ')}${more}.`;
    return [(0,findings/* finding */.gk)('MSSO112', { where: first[1].source, what, cure: 'Replace it with the real value.' })];
}

;// CONCATENATED MODULE: ./build/desired-state/desired-state.js









/** The endpoint whose tenant Entra is asked about; undefined where neither is Entra's. */
function entraEndpoint({ authorize, token }) {
    return [authorize, token].find((endpoint) => endpoint?.isEntra === true);
}
/** Works out every wanted value, in the order in which the vendor's documents list them. Never throws. */
function desiredState(inputs) {
    const lookup = new ValueLookup(inputs);
    const { problems, findings } = lookup;
    const authorize = endpointFor('authorize', lookup);
    const token = endpointFor('token', lookup);
    const endpoints = [authorize, token].filter((endpoint) => endpoint !== undefined);
    const provider = identityProvider(endpoints);
    // Where no endpoint could be told, the tenant alone says what is meant.
    const isEntra = endpoints.length > 0 ? endpoints.some((each) => each.isEntra) : inputs.tenantId !== '';
    const clientId = clientFor(lookup, provider, isEntra);
    const scope = scopesFor(lookup, provider, endpoints, clientId);
    if (authorize && token)
        checkPair(authorize, token, lookup);
    const signIn = {
        clientId: clientId?.value,
        scopes: scope?.value.split(' ').filter(Boolean) ?? [],
        authorize,
        token,
    };
    const tenant = entraEndpoint(signIn)?.tenant ?? inputs.tenantId;
    // To a wrong client ID every scope is foreign.
    if (clientId && scope && !clientIdFault(clientId.value, isEntra))
        findings.push(...foreignScopes(scope, clientId.value, tenant));
    const lines = readSettingsLines(inputs.settings);
    problems.push(...lines.problems);
    const settings = [
        ...security('@enabled', { value: 'true', source: 'this action' }),
        ...security('AuthType', { value: 'OAuth', source: 'this action' }),
        ...security('OAuthAuthorizationURL', authorize),
        ...security('OAuthTokenURL', token),
        ...security('OAuthClientId', clientId, isEntra ? { isEntraId: true } : {}),
        ...security('OAuthScopes', scope),
        ...security('OAuthAuthorizationURL_Parameters', parametersFor(lookup)),
        ...lines.settings,
    ];
    const unfit = valueProblems(settings, inputs.providerProperties.secrets);
    const lint = lintProviders(inputs, signIn);
    return {
        settings,
        provider,
        signIn,
        /** Set where the file keeps its client ID, with the one that it must not be: that of WebSphere, where it was pasted. */
        keptClientId: clientId || provider.kind === 'entra' ? undefined : { ...lookup.find('clientId') },
        interceptedBy: lint.interceptedBy,
        findings: [...findings, ...lint.findings],
        // What else is wrong with an unfit value follows from that.
        problems: [...problems.filter(({ where }) => !unfit.some((each) => each.where === where)), ...unfit],
        checked: lint.isChecked ? ['values', 'provider'] : ['values'],
    };
}
/** What to do where the file is to have another client than WebSphere's. */
const SET_PUBLIC_CLIENT = 'Set client-id to the ID of the apps\' public client; the vendor calls it "connections_social_mobile".';
/**
 * The client ID; undefined where it is missing, or where the file keeps its own: outside of Entra WebSphere's client is confidential,
 * and the apps, which cannot keep a secret, have a public one.
 * @see https://help.hcl-software.com/connectionsmobile/admin/overview/oauth2-register-conn-mobile-app.html
 */
function clientFor(lookup, { kind }, isEntra) {
    const webClient = lookup.find('clientId');
    const clientId = lookup.given('clientId') ?? (kind === 'entra' ? webClient : undefined);
    if (clientId)
        lookup.refuse(clientId.source, clientIdFault(clientId.value, isEntra));
    else if (kind === 'entra')
        lookup.reportMissing('clientId');
    else {
        const unused = webClient
            ? `; ${webClient.source} was not used, because it is the client of WebSphere`
            : '';
        const what = `client-id is missing, so the client ID in the file is kept${unused}.`;
        const where = webClient?.source ?? 'input client-id';
        lookup.findings.push((0,findings/* finding */.gk)('MSSO130', { where, what, cure: SET_PUBLIC_CLIENT }));
    }
    return clientId;
}
/** A setting of the security section; none without a value. */
function security(name, from, more = {}) {
    if (!from)
        return [];
    return [{ ...settingPlace(`SecuritySettings/${name}`), value: from.value, source: from.source, ...more }];
}

;// CONCATENATED MODULE: ./build/desired-state/index.js











/***/ }),

/***/ 5610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Xd: () => (/* binding */ loadDiscovery),
  fQ: () => (/* binding */ loadReconcile),
  PQ: () => (/* reexport */ pemBlocks),
  nb: () => (/* reexport */ readCertificateCredential),
  H3: () => (/* reexport */ registrationRequest)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/entra/credential.js

const TOGETHER = '"cat key.pem certificate.pem | gh secret set NAME".';
const STORE_AGAIN = `Store the whole text again, from a file and not by copy and paste: ${TOGETHER}`;
const PUT_BOTH = `Put both into one secret: ${TOGETHER}`;
const UNUSABLE = {
    encrypted: {
        what: 'The private key is encrypted.',
        cure: 'Remove its passphrase with "openssl pkey -in key.pem -out plain.pem", and store plain.pem together with the certificate.',
    },
    openssh: {
        what: "The private key is in OpenSSH's own format.",
        cure: 'Convert it to PEM without a passphrase with "ssh-keygen -p -N \'\' -m PKCS8 -f key", and store it together with its certificate.',
    },
    damaged: {
        what: 'The private key cannot be read: part of it is missing or has changed.',
        cure: STORE_AGAIN,
    },
    cutOff: {
        what: 'A block that starts with "-----BEGIN …" has no end, or contains something other than base64.',
        cure: STORE_AGAIN,
    },
    notRsa: {
        what: 'The private key is not an RSA key.',
        cure: 'Entra accepts only RSA keys. Create an RSA key.',
    },
    strangers: {
        what: 'None of the certificates belongs to the private key.',
        cure: 'Store the key together with its own certificate.',
    },
    pkcs12: {
        what: 'The value is a PKCS#12 file (.pfx or .p12).',
        cure: 'Convert it to PEM without a passphrase with "openssl pkcs12 -in file.pfx -nodes -out both.pem" (with -legacy for an old file), and store the whole text of both.pem.',
    },
    der: {
        what: 'The value is a key or a certificate in DER format, without its "-----BEGIN …" line.',
        cure: `Convert each to PEM with "openssl pkey -inform der -in key.der -out key.pem" and "openssl x509 -inform der -in certificate.cer -out certificate.pem". ${PUT_BOTH}`,
    },
    noKey: { what: 'The value contains a certificate but no private key.', cure: PUT_BOTH },
    noCertificate: { what: 'The value contains a private key but no certificate.', cure: PUT_BOTH },
};
/**
 * Reads a private key and its certificate from one text. Other certificates, such as the issuer's, may stand beside it.
 * @param value PEM, also indented, on one line, with line breaks written out or as base64
 * @param now in milliseconds since 1970
 * @returns the credential, or what is wrong and what to do; neither holds anything of the text
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials
 */
function readCertificateCredential(value, now) {
    // A private key of the oldest form says in a line of its own that it is encrypted, and is no block for that.
    if (/Proc-Type:[ \t]*4,ENCRYPTED|-----BEGIN ENCRYPTED PRIVATE KEY-----/.test(pemText(value)))
        return UNUSABLE.encrypted;
    const blocks = pemBlocks(value);
    const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'));
    const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE');
    const [key] = keys;
    if (!key || keys.length > 1 || certificates.length === 0)
        return notBoth(value, keys.length, certificates.length);
    if (key.label === 'OPENSSH PRIVATE KEY')
        return UNUSABLE.openssh;
    const privateKey = attempt(() => (0,external_node_crypto_.createPrivateKey)(key.text));
    if (!privateKey)
        return UNUSABLE.damaged;
    if (privateKey.asymmetricKeyType !== 'rsa')
        return UNUSABLE.notRsa;
    const own = certificates
        .map(({ text }) => attempt(() => new external_node_crypto_.X509Certificate(text)))
        .find((certificate) => certificate?.checkPrivateKey(privateKey));
    if (!own)
        return UNUSABLE.strangers;
    if (own.validToDate.getTime() <= now)
        return {
            what: `The certificate expired on ${own.validToDate.toISOString().slice(0, 10)}.`,
            cure: 'Create a new one and upload it to the app registration that calls Graph, under Certificates & secrets.',
        };
    return {
        kind: 'certificate',
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        thumbprintSha256: own.fingerprint256.replaceAll(':', ''),
    };
}
function attempt(parse) {
    try {
        return parse();
    }
    catch {
        return undefined;
    }
}
const SEQUENCE = 0x30;
/** The integer 3, with which a PKCS#12 file begins: RFC 7292, section 4. */
const PKCS12_VERSION = Buffer.from([2, 1, 3]);
function notBoth(value, keys, certificates) {
    const bytes = base64Decoded(value);
    if (bytes?.[0] === SEQUENCE) {
        const long = bytes[1] > 0x80 ? bytes[1] & 0x7f : 0;
        const isPkcs12 = bytes.subarray(2 + long, 5 + long).equals(PKCS12_VERSION);
        return isPkcs12 ? UNUSABLE.pkcs12 : UNUSABLE.der;
    }
    if ((pemText(value).match(/-----BEGIN /g)?.length ?? 0) > pemBlocks(value).length)
        return UNUSABLE.cutOff;
    if (keys === 0 && certificates > 0)
        return UNUSABLE.noKey;
    if (keys === 1)
        return UNUSABLE.noCertificate;
    return {
        what: `The value contains ${keys} private keys and ${certificates} certificates in PEM form.`,
        cure: 'Put one private key and its certificate into one secret, including the "-----BEGIN …" lines.',
    };
}
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;
/** The blocks of a secret, with 64 characters in a line, as OpenSSL wants it. @see https://www.rfc-editor.org/rfc/rfc7468 */
function pemBlocks(value) {
    return [...pemText(value).matchAll(BLOCK)].map(([, label = '', body = '']) => {
        const lines = body.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? [];
        return { label, text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n') };
    });
}
/** Undoes what happens to a file on its way into a secret: line breaks that are written out as "\n", and base64. */
function pemText(value) {
    const text = value.includes('-----BEGIN') ? value : (base64Decoded(value)?.toString('latin1') ?? '');
    return text.replaceAll(/(?<!\\)\\+[rn]/g, '\n');
}
function base64Decoded(value) {
    const text = value.replaceAll(/\s|(?<!\\)\\+[rn]/g, '');
    return text && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

// EXTERNAL MODULE: ./build/desired-state/index.js + 14 modules
var desired_state = __webpack_require__(4558);
// EXTERNAL MODULE: ./build/problems.js
var build_problems = __webpack_require__(7806);
;// CONCATENATED MODULE: ./build/entra/request.js


/** Joins the inputs with what mobile-config.xml will say. The cloud follows the authorization endpoint where no input names it. */
function registrationRequest(inputs, { clientId = '', scopes, authorize }, { redirectUris, values, connectionsUrl }) {
    const problems = [];
    const refuse = (...problem) => problems.push((0,build_problems/* inputProblem */.oi)(...problem));
    if (authorize && !mayBeEntra(authorize, clientId)) {
        refuse('azure-reconcile', `The apps sign in at "${authorize.url.host}", so there is no app registration to check.`, 'Omit azure-reconcile, or set client-id to the ID of the application in Entra.');
        return { ok: false, problems };
    }
    const cloud = cloudFor(inputs, authorize, refuse);
    const { credential, reconcile } = inputs;
    const tenantId = inputs.tenantId || authorize?.tenant;
    // Without a tenant there are no endpoints either, which is among the problems already.
    if (tenantId || authorize)
        checkTenant(tenantId, refuse);
    if (!inputs.clientId)
        refuse('azure-client-id', 'The application that calls Microsoft Graph is unknown.', 'Set it to the client ID of an application with permission to the app registration; docs/azure-setup.md shows how to create one. It does not have to be the application in client-id.');
    if (clientId && !(0,desired_state/* isGuid */.W_)(clientId))
        refuse('azure-reconcile', `The client ID "${clientId}" is not an Entra client ID, so there is no app registration to check.`, 'Set azure-reconcile to off, or correct client-id.');
    if (problems.length > 0 || !tenantId || !clientId || !credential)
        return { ok: false, problems };
    const { properties } = values.providerProperties;
    const request = {
        reconcile,
        identity: { tenantId, clientId: inputs.clientId, credential, ...cloud },
        signIn: { clientId, scopes, tenant: authorize?.tenant, version: authorize?.version },
        relyingParty: {
            callbacks: (0,desired_state/* callbackPaths */._p)(properties, clientId),
            host: URL.parse(connectionsUrl)?.host,
            identifiesByEmail: (0,desired_state/* identifiesByEmail */.s5)(properties, values.providerId),
        },
        wanted: { redirectUris },
    };
    return { ok: true, request };
}
/**
 * Entra can be reached by a domain of the customer's own, and the client ID tells that it is meant.
 * @see https://learn.microsoft.com/en-us/entra/external-id/customers/concept-custom-url-domain
 */
function mayBeEntra(endpoint, clientId) {
    return endpoint.isEntra || ((0,desired_state/* identityProvider */.K$)([endpoint]).kind === 'other' && (0,desired_state/* isGuid */.W_)(clientId));
}
function checkTenant(tenantId, refuse) {
    if (tenantId && !/^(common|organizations|consumers)$/i.test(tenantId))
        return;
    const subject = tenantId ? `"${tenantId}" is not a single tenant, so the tenant` : 'The tenant';
    const cure = 'Set azure-tenant-id to the tenant ID or a verified domain.';
    refuse('azure-tenant-id', `${subject} of the app registration is unknown.`, cure);
}
function cloudFor({ authority, graphUrl }, authorize, refuse) {
    const named = authority ? (0,desired_state/* cloudOfLoginHost */.I)(new URL(authority).host) : undefined;
    const ofGraph = desired_state/* ENTRA_CLOUDS */.Qc.find((each) => each.graphUrl === graphUrl);
    const ofEndpoints = authorize && (0,desired_state/* cloudOfLoginHost */.I)(authorize.url.host);
    const followed = authority ? named : (ofGraph ?? ofEndpoints);
    if (authority && !named && !graphUrl)
        refuse('graph-url', `The address of Microsoft Graph for "${authority}" is unknown.`, 'Set graph-url too.');
    if (named && ofGraph && named !== ofGraph)
        refuse('graph-url', `It belongs to the ${ofGraph.name} cloud, but azure-authority-host belongs to the ${named.name} cloud.`, `Omit it, or set it to ${named.graphUrl}.`);
    // The apps would be sent to another cloud than the one whose app registration is looked at.
    if (ofEndpoints && followed && ofEndpoints !== followed)
        refuse('azure-authority-host', `The app registration is in the ${followed.name} cloud, but the endpoints for mobile-config.xml are in the ${ofEndpoints.name} cloud.`, `Set authorize-endpoint-url and token-endpoint-url to https://${followed.loginHosts[0]}/{tenant}/oauth2/v2.0/authorize and …/token, or correct azure-authority-host and graph-url.`);
    const cloud = followed ?? desired_state/* ENTRA_CLOUDS */.Qc[0];
    return {
        // Not every other host of a cloud has all of the login service.
        authority: authority && !named ? authority : `https://${cloud.loginHosts[0]}`,
        graphUrl: graphUrl || cloud.graphUrl,
    };
}

;// CONCATENATED MODULE: ./build/entra/index.js


/** Signing in, reading and writing; loads MSAL and the Graph client. */
const loadReconcile = () => Promise.all(/* import() */[__webpack_require__.e(311), __webpack_require__.e(91)]).then(__webpack_require__.bind(__webpack_require__, 3091));
/** Asking Entra's discovery document; loaded where an endpoint is to be compared with it. */
const loadDiscovery = () => __webpack_require__.e(/* import() */ 9).then(__webpack_require__.bind(__webpack_require__, 2009));


/***/ }),

/***/ 3876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G5: () => (/* binding */ byImportance),
/* harmony export */   Gn: () => (/* binding */ findingsAt),
/* harmony export */   _K: () => (/* binding */ isDrift),
/* harmony export */   gk: () => (/* binding */ finding),
/* harmony export */   sW: () => (/* binding */ catalogue)
/* harmony export */ });
/** What keeps phones out right now comes first; what is easily found in the file comes late. */
const PLACES = [
    'certificate',
    'server',
    'discovery',
    'azure',
    'provider',
    'file',
    'pull request',
    'values',
];
function entries(severity, drift) {
    return (place, title) => ({ place, severity, drift, title });
}
const error = entries('error', true);
const warning = entries('warning', true);
/** A warning that is no drift; docs/findings.md has the reason. */
const remark = entries('warning', false);
const notice = entries('notice', false);
/**
 * Every finding that the action can report, in one place. A finding does not stop the run; a {@link Problem} does.
 * Identifiers are stable: they are never reused and docs/findings.md has one section for each (a test compares them). The verdict
 * follows from `drift` alone: the output, the heading and the exit code.
 */
const catalogue = {
    MSSO001: warning('values', 'The scope belongs to another application'),
    MSSO002: warning('values', 'The endpoints are on different hosts'),
    MSSO003: warning('values', 'The endpoints belong to different tenants'),
    MSSO004: remark('values', 'tenant-id is not the tenant of the endpoints'),
    MSSO005: warning('values', 'The endpoints are version 1'),
    MSSO006: remark('values', 'Some provider property lines could not be read'),
    MSSO007: remark('values', 'An authorization parameter is unusual'),
    MSSO010: warning('file', 'The file is based on the built-in skeleton'),
    MSSO011: warning('file', 'A setting was missing and has been added'),
    MSSO012: error('file', 'A setting is missing or has the wrong value'),
    MSSO013: error('file', 'The file is missing'),
    MSSO020: remark('pull request', 'A person closed the pull request, so it stays closed'),
    MSSO021: remark('pull request', 'The pull request is no longer needed, but someone else uses its branch'),
    MSSO022: remark('pull request', 'Labels, assignees or reviewers could not be set'),
    MSSO030: error('azure', 'A redirect URI is missing'),
    MSSO031: warning('azure', 'Public client flows are not allowed'),
    MSSO032: error('azure', 'The application ID URI for the scope is missing'),
    MSSO033: error('azure', 'A scope is not exposed'),
    MSSO034: warning('azure', 'The access token version does not match the endpoints'),
    MSSO035: warning('azure', 'The supported account types do not match the endpoints'),
    MSSO036: warning('azure', 'A WebSphere redirect URI is missing'),
    MSSO037: error('azure', 'A redirect URI cannot be added'),
    MSSO038: warning('azure', 'Access tokens lack the email claim'),
    MSSO039: notice('azure', 'Delegated permissions are missing'),
    MSSO040: error('certificate', 'The Connections server cannot be reached'),
    MSSO041: error('certificate', 'The certificate is self-signed'),
    MSSO042: error('certificate', 'The certificate is from an authority that phones do not trust'),
    MSSO043: error('certificate', 'An intermediate certificate is missing'),
    MSSO044: error('certificate', 'The certificate is for another name'),
    MSSO045: error('certificate', 'A certificate has expired'),
    MSSO046: error('certificate', 'A certificate is not yet valid'),
    MSSO047: warning('certificate', 'A certificate expires soon'),
    MSSO048: error('certificate', 'The server does not support TLS 1.2 or later'),
    MSSO049: error('certificate', "A certificate's key is too short"),
    MSSO050: error('certificate', 'A certificate is signed with SHA-1 or MD5'),
    MSSO051: error('certificate', 'The TLS handshake fails'),
    MSSO052: error('certificate', 'The certificate fails verification'),
    MSSO053: notice('certificate', 'The server requires a client certificate'),
    MSSO060: error('server', 'SecurityConfiguration returns a redirect'),
    MSSO061: error('server', 'SecurityConfiguration requires authentication'),
    MSSO062: error('server', 'SecurityConfiguration does not exist'),
    MSSO063: error('server', 'SecurityConfiguration returns an error'),
    MSSO064: error('server', 'SecurityConfiguration returns a web page'),
    MSSO065: error('server', 'SecurityConfiguration returns invalid JSON'),
    MSSO066: error('server', 'SecurityConfiguration sends no complete response'),
    MSSO067: error('server', 'The server reports the wrong value'),
    MSSO068: warning('server', 'The server reports several values for one setting'),
    MSSO069: notice('server', 'The server does not report every setting'),
    MSSO070: notice('server', 'The live settings could not be compared'),
    MSSO071: warning('server', 'The server did not report its settings in time'),
    MSSO072: notice('server', 'SecurityConfiguration requires a client certificate'),
    MSSO080: error('discovery', 'The tenant does not exist'),
    MSSO081: error('discovery', 'Entra publishes a different endpoint'),
    MSSO082: notice('discovery', 'The endpoints could not be compared with Entra'),
    MSSO100: warning('provider', 'The interceptor ignores bearer tokens'),
    MSSO101: warning('provider', 'The issuer does not match the endpoints'),
    MSSO102: warning('provider', 'The key URL does not match the endpoints'),
    MSSO103: warning('provider', 'Access tokens are not accepted'),
    MSSO104: warning('provider', 'The apps get no LTPA cookie'),
    MSSO105: warning('provider', 'The tokens lack the claim that identifies users'),
    MSSO106: warning('provider', "The providers' properties differ"),
    MSSO107: warning('provider', 'No provider intercepts the mobile clients'),
    MSSO108: warning('provider', 'Several providers intercept the mobile clients'),
    MSSO109: warning('provider', 'provider-id is not the provider that serves the mobile clients'),
    MSSO110: warning('provider', 'SecurityConfiguration is intercepted'),
    MSSO111: warning('provider', 'An address is misspelt'),
    MSSO112: warning('provider', 'A property still contains a placeholder'),
    MSSO113: notice('provider', 'A provider requests the scope of another application'),
    MSSO114: notice('provider', 'A provider has no callback of its own'),
    MSSO115: warning('provider', 'A provider has no identifier'),
    MSSO116: notice('provider', 'The signature algorithm is not the one that Entra uses'),
    MSSO117: notice('provider', 'The audiences do not include the application'),
    MSSO120: notice('azure', 'No WebSphere redirect URI was recognised'),
    MSSO130: notice('values', 'The client ID in the file is kept'),
    MSSO131: warning('file', "The file has WebSphere's client ID"),
    MSSO132: notice('server', 'Desktop plug-ins, if used, cannot discover how to sign in'),
    MSSO133: warning('server', 'Desktop plug-ins cannot discover how to sign in'),
};
/** A finding with the place, severity and title that the catalogue gives to its identifier. */
function finding(id, details) {
    const { place, severity, title } = catalogue[id];
    return { id, place, severity, title, ...details };
}
/** What checks have found at one place. */
function findingsAt(where, flaws) {
    return flaws
        .filter((flaw) => flaw !== undefined)
        .map(({ id, ...details }) => finding(id, { where, ...details }));
}
/** Whether a finding is drift: what it found decides whether phones can sign in, and is known to be wrong. */
function isDrift({ id }) {
    return catalogue[id].drift;
}
/** Those findings first that keep phones out right now. */
function byImportance(findings) {
    return findings.toSorted((a, b) => PLACES.indexOf(a.place) - PLACES.indexOf(b.place));
}


/***/ }),

/***/ 4878:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aw: () => (/* binding */ ownSection),
/* harmony export */   DL: () => (/* binding */ readKept),
/* harmony export */   GD: () => (/* binding */ keptText),
/* harmony export */   W: () => (/* binding */ markClosed),
/* harmony export */   cu: () => (/* binding */ SECTION_END),
/* harmony export */   ee: () => (/* binding */ isForSameValues),
/* harmony export */   wW: () => (/* binding */ SECTION_BEGIN)
/* harmony export */ });
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5666);

/** The action's own part of a pull request's body: everything from the one line to the other. */
const SECTION_BEGIN = '<!-- mobile-sso-config begin: later runs replace what follows; text outside of it and ticks are kept -->';
const SECTION_END = '<!-- mobile-sso-config end -->';
/** Whether two fingerprints stand for the same values, whatever they say about scripts. */
function isForSameValues(one, other) {
    return one.split('-')[0] === other.split('-')[0];
}
const STATE_BEGIN = '<!-- mobile-sso-config {';
const COMMENT_END = ' -->';
/** The hidden comment. Signs that mean something in Markdown, or that nobody sees, are written as JSON's escapes. */
function keptText({ wanted, closedByAction, registration, list }) {
    const json = JSON.stringify({ wanted, closedByAction, registration, list });
    const unit = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const harmless = json.replaceAll(/[^ \w.,:/"\\[\]{}-]|-(?=-)/g, unit);
    return `${STATE_BEGIN}${harmless.slice(1)}${COMMENT_END}`;
}
/** Where the action's own section is, in lines of the body; the last one counts. Values of files stand behind no line's start. */
function ownSection(lines) {
    const lastEnd = lines.findLastIndex((line) => line.startsWith(SECTION_END));
    const begin = lines.findLastIndex((line, at) => at < lastEnd && line.startsWith(SECTION_BEGIN));
    if (begin < 0)
        return undefined;
    return { begin, end: lines.findIndex((line, at) => at > begin && line.startsWith(SECTION_END)) };
}
/** What an earlier run has kept in its own section of the body; undefined where there is none that could be from a run. */
function readKept(body) {
    return findKept(body.split('\n'))?.kept;
}
/**
 * The body with a note that the action closed the pull request.
 * @param wanted for a body that has lost what was kept in it
 */
function markClosed(body, wanted) {
    const lines = body.split('\n');
    const found = findKept(lines);
    const text = keptText({ wanted, ...found?.kept, closedByAction: true });
    if (found)
        return lines.with(found.at, text).join('\n');
    const section = ownSection(lines);
    if (section)
        return lines.toSpliced(section.end, 0, text).join('\n');
    return [body.trimEnd(), '', SECTION_BEGIN, text, SECTION_END].join('\n').trimStart();
}
function findKept(lines) {
    const { begin, end } = ownSection(lines) ?? { begin: 0, end: 0 };
    for (let at = end - 1; at > begin; at--) {
        const kept = parse(lines[at].trimEnd()) ?? parseEarlier(lines[at].trimEnd(), lines.slice(begin, end));
        if (kept)
            return { at, kept };
    }
    return undefined;
}
/** Characters; more than any run keeps. */
const MAX_STATE = 50_000;
function parse(line) {
    if (!line.startsWith(STATE_BEGIN) || !line.endsWith(COMMENT_END) || line.length > MAX_STATE)
        return undefined;
    return asKept((0,_text_json_js__WEBPACK_IMPORTED_MODULE_0__/* .jsonObject */ .o)(line.slice(STATE_BEGIN.length - 1, -COMMENT_END.length)));
}
const FINGERPRINT = /^[0-9a-f]{16}(?:-[0-9a-f]{16})*$/;
function asKept(state = {}) {
    const { wanted, closedByAction, registration, list } = state;
    if (typeof wanted !== 'string' || !FINGERPRINT.test(wanted) || typeof closedByAction !== 'boolean')
        return undefined;
    return { wanted, closedByAction, registration, list };
}
const EARLIER = /^<!-- mobile-sso-config wanted=([0-9a-f-]+)( closed-by-action)? -->$/;
const EARLIER_REGISTRATION = '<!-- mobile-sso-config registration begin -->';
/** Of releases that kept no data. What they wrote about the app registration is Markdown, which nobody can tell from other people's. */
function parseEarlier(line, section) {
    const [, wanted, closedByAction] = EARLIER.exec(line) ?? [];
    const hasRegistration = section.some((each) => each.trimEnd() === EARLIER_REGISTRATION);
    const registration = hasRegistration ? 'unknown' : undefined;
    return asKept({ wanted, closedByAction: closedByAction !== undefined, registration });
}


/***/ }),

/***/ 8532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bR: () => (/* reexport */ DESKTOP_REDIRECT_URI),
  uL: () => (/* reexport */ derivedBranch),
  OH: () => (/* reexport */ openWorkspace),
  Rn: () => (/* reexport */ problemsOfAll),
  Ko: () => (/* reexport */ readInputs),
  zw: () => (/* reexport */ readInventory)
});

// EXTERNAL MODULE: ./build/desired-state/index.js + 14 modules
var desired_state = __webpack_require__(4558);
// EXTERNAL MODULE: ./build/entra/index.js + 2 modules
var entra = __webpack_require__(5610);
// EXTERNAL MODULE: ./build/wsadmin-script/wanted-script.js + 1 modules
var wanted_script = __webpack_require__(6322);
// EXTERNAL MODULE: ./build/problems.js
var build_problems = __webpack_require__(7806);
;// CONCATENATED MODULE: ./build/inputs/input-reader.js

/** Redirect URIs that Entra takes; of labels and people GitHub takes fewer, and each may cost a request. */
const MAX_ENTRIES = 256;
/** Reads inputs one by one, masks secrets at once, and collects what is wrong with them. */
class InputReader {
    problems = [];
    #core;
    #workspace;
    constructor(core, workspace) {
        this.#core = core;
        this.#workspace = workspace;
    }
    refuse(input, what, cure) {
        this.problems.push((0,build_problems/* inputProblem */.oi)(input, what, cure));
    }
    /** A text of several lines is masked line by line too, because logs come in lines. */
    mask(secret) {
        this.#core.setSecret(secret);
        const lines = secret.split(/[\r\n]+/).filter((line) => line.length >= 8 && !line.startsWith('-----'));
        if (lines.length > 1)
            for (const line of lines)
                this.#core.setSecret(line);
    }
    text(input, rule) {
        const value = this.#core.getInput(input);
        if (value)
            this.#check(input, value, rule);
        return value;
    }
    secret(input) {
        const value = this.#core.getInput(input);
        if (value)
            this.mask(value);
        return value;
    }
    /** Entries separated by commas or lines; blank ones and repetitions are dropped. */
    list(input, rule, standard = '') {
        const pieces = (this.#core.getInput(input) || standard).split(/[,\r\n]/);
        const entries = new Set(pieces.map((entry) => entry.trim()).filter(Boolean));
        if (entries.size > MAX_ENTRIES) {
            this.refuse(input, `It has ${entries.size} entries.`, `The limit is ${MAX_ENTRIES}.`);
            return [];
        }
        for (const entry of entries)
            this.#check(input, entry, rule);
        return [...entries];
    }
    /** The first option is the default. Undefined for any other text. */
    choice(input, options) {
        const value = this.#core.getInput(input) || options[0];
        const option = options.find((each) => each === value);
        if (!option)
            this.refuse(input, `Invalid value "${value}".`, `Allowed: ${options.join(', ')}.`);
        return option;
    }
    /** As @actions/core reads it. */
    boolean(input, standard) {
        const value = this.#core.getInput(input) || String(standard);
        if (!/^(true|false)$/i.test(value))
            this.refuse(input, `"${value}" is neither true nor false.`, 'Use true or false.');
        return value.toLowerCase() === 'true';
    }
    integer(input, standard) {
        const value = this.#core.getInput(input) || String(standard);
        if (!/^\d{1,4}$/.test(value))
            this.refuse(input, `"${value}" is not a whole number from 0 to 9999.`, 'Write digits only.');
        return Number(value);
    }
    file(input, path) {
        try {
            const bytes = this.#workspace.read(path, input);
            const cure = 'Check the path, and check that an earlier step checks out the repository.';
            if (!bytes)
                this.refuse(input, `The file "${path}" is not in the workspace.`, cure);
            return bytes;
        }
        catch (error) {
            if (!(error instanceof build_problems/* ProblemsError */.FQ))
                throw error;
            this.problems.push(...error.problems);
            return undefined;
        }
    }
    #check(input, value, rule) {
        const invalid = rule?.(value);
        if (invalid)
            this.refuse(input, ...invalid);
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/text/invisible.js
var invisible = __webpack_require__(4949);
// EXTERNAL MODULE: ./build/text/quoted.js
var quoted = __webpack_require__(1416);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/inputs/workspace.js





/** @param root the runner's GITHUB_WORKSPACE, or the current folder when the action is run by hand */
function openWorkspace(root) {
    const base = (0,external_node_path_.resolve)(root);
    return {
        exists: (path) => !refusal(base, path) && external_node_fs_.existsSync((0,external_node_path_.resolve)(base, path)),
        read: (path, input) => using(base, path, input, (file) => (external_node_fs_.existsSync(file) ? readFile(file) : undefined)),
        write(...files) {
            const ready = [];
            try {
                for (const file of files)
                    ready.push({ ...file, ...using(base, file.path, file.input, (at) => prepare(at, file.bytes)) });
                for (const { path, input, temporary, target } of ready)
                    using(base, path, input, () => external_node_fs_.renameSync(temporary, target));
            }
            finally {
                for (const { temporary } of ready)
                    external_node_fs_.rmSync(temporary, { force: true });
            }
        },
    };
}
/** Does something with the file at a path. @throws ProblemsError */
function using(base, path, input, action) {
    const refused = (what, cure) => new build_problems/* ProblemsError */.FQ([(0,build_problems/* inputProblem */.oi)(input, `"${path}" ${what}`, cure)]);
    const known = refusal(base, path);
    if (known)
        throw refused(...known);
    try {
        return action((0,external_node_path_.resolve)(base, path));
    }
    catch (error) {
        const what = `in the workspace cannot be used (${error.code ?? 'unknown error'}).`;
        throw refused(what, 'Check that it is a file that the job can read and write.');
    }
}
/**
 * Why a path, without its symbolic links, is not used. What is not there yet is judged by what it would be made in, and so is a
 * workspace that is not there.
 */
function refusal(base, path) {
    const file = (0,external_node_path_.resolve)(base, path);
    const [root, real] = [realPath(base), realPath(file)];
    if (root === undefined || real === undefined || !isBelow(file, base) || !isBelow(real, root))
        return ['is outside the workspace.', 'Use a path inside the workspace, with "/" and without "..".'];
    return isInGitFolder((0,external_node_path_.relative)(root, real)) ? GIT_FOLDER : undefined;
}
/** What is said of a path in git's own folder. */
const GIT_FOLDER = ["is in git's own folder.", 'Use a different path.'];
/** Undefined behind a link to nothing, which may lead anywhere. */
function realPath(file) {
    let existing = file;
    while (!isThere(existing) && existing !== (0,external_node_path_.dirname)(existing))
        existing = (0,external_node_path_.dirname)(existing);
    return external_node_fs_.existsSync(existing) ? (0,external_node_path_.resolve)(external_node_fs_.realpathSync(existing), (0,external_node_path_.relative)(existing, file)) : undefined;
}
function isBelow(file, folder) {
    const way = (0,external_node_path_.relative)(folder, file);
    // On Windows there is no relative way to another drive.
    return !(0,external_node_path_.isAbsolute)(way) && !/^\.\.($|[\\/])/.test(way);
}
/** Also for a link that leads nowhere. */
function isThere(file) {
    try {
        external_node_fs_.lstatSync(file);
        return true;
    }
    catch {
        return false;
    }
}
/**
 * Whether a path goes through git's own folder, under any of the names that it has on Windows and macOS: with spaces and dots
 * behind it, as a short name, as a stream of it, with invisible characters in it, which some file systems leave out.
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreprotectNTFS
 */
function isInGitFolder(path) {
    return path
        .split(/[\\/]/)
        .some((segment) => /^(?:\.git|git~\d+)[. ]*(?::.*)?$/i.test((0,invisible/* withoutUnseen */.zG)(segment)));
}
/** Bytes of a file that are read; what the workspace is asked for has some thousand. */
const MAX_FILE_SIZE = 20_000_000;
function readFile(file) {
    const stat = external_node_fs_.statSync(file);
    // A pipe or a device would never end.
    if (!stat.isFile() && !stat.isDirectory())
        throw withCode('not a file');
    if (stat.size > MAX_FILE_SIZE)
        throw withCode(`${stat.size} bytes`);
    return external_node_fs_.readFileSync(file);
}
function withCode(code) {
    return Object.assign(new Error(code), { code });
}
/** Writes the new content beside the file that it is to replace. */
function prepare(file, bytes) {
    const target = external_node_fs_.existsSync(file) ? external_node_fs_.realpathSync(file) : file;
    const existing = external_node_fs_.statSync(target, { throwIfNoEntry: false });
    if (existing && !existing.isFile())
        throw withCode('not a file');
    external_node_fs_.mkdirSync((0,external_node_path_.dirname)(target), { recursive: true });
    const temporary = `${target}.${(0,external_node_crypto_.randomUUID)()}.tmp`;
    try {
        external_node_fs_.writeFileSync(temporary, bytes, { mode: existing?.mode });
        // The umask has taken rights away that the file had.
        if (existing)
            external_node_fs_.chmodSync(temporary, existing.mode);
        return { temporary, target };
    }
    catch (error) {
        external_node_fs_.rmSync(temporary, { force: true });
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/inputs/rules.js






/** It goes into a header, and is never shown. */
function validateToken(value) {
    if (!value)
        return ['The token is missing.', 'Omit the input to use github.token, or pass a GitHub App token.'];
    const what = /[\r\n]/.test(value) ? 'a line break' : /[ \t]/.test(value) ? 'a space' : 'a character';
    const cure = 'Store only the token in the secret, in one line: without "Bearer", quotes or anything else that was copied with it.';
    return /^[\x21-\x7e]+$/.test(value) ? undefined : [`The token contains ${what}, which no token has.`, cure];
}
function validateRepository(value) {
    const cure = 'Write owner/name, without a host and without ".git".';
    // Enterprise Managed Users have an underscore in their names.
    const isName = /^[A-Za-z0-9][A-Za-z0-9_-]*\/(?!\.{1,2}$)[A-Za-z0-9._-]+(?<!\.git)$/i.test(value);
    return isName ? undefined : [`${(0,quoted/* quoted */.T)(value)} is not the name of a repository.`, cure];
}
function validateUnseen(name, value, unseen) {
    const found = (0,invisible/* unseenCharacter */.OQ)(value, unseen);
    return found === undefined ? undefined : [`The ${name} contains ${found}.`, 'Remove it.'];
}
function validatePath(value) {
    const unseen = validateUnseen('path', value);
    if (unseen)
        return unseen;
    if (value.includes('\\'))
        return [`"${value}" contains a backslash.`, 'Separate folders with "/".'];
    if (value.startsWith('/'))
        return [`"${value}" starts with "/".`, 'Give the path relative to the top of the repository.'];
    if (value.split('/').some((segment) => ['', '.', '..'].includes(segment)))
        return [`"${value}" contains an empty, "." or ".." segment.`, 'Write the plain path of a file.'];
    return isInGitFolder(value) ? [`"${value}" ${GIT_FOLDER[0]}`, GIT_FOLDER[1]] : undefined;
}
/** "body", "off" or "file:" and a path, or a folder, that is not where mobile-config.xml is. */
function validateWsadminScript(value, configPath) {
    const place = (0,wanted_script/* scriptPlace */.zz)(value);
    if (!place)
        return [
            `Invalid value ${(0,quoted/* quoted */.T)(value)}.`,
            'Allowed: body, off, or file: and a path in the repository, such as file:apply-mobile-config.py. A folder, such as file:ops/, gets both scripts.',
        ];
    return (0,wanted_script/* keptScripts */.nO)(place)
        .map(({ path }) => validateScriptPath(path, configPath))
        .find((invalid) => invalid);
}
function validateScriptPath(path, configPath) {
    const [one, other] = [path.toLowerCase(), configPath.toLowerCase()];
    if (one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`))
        return [`"${path}" is the path of mobile-config.xml.`, 'Use a different path for the script.'];
    if (one.startsWith('.github/workflows/'))
        return [`"${path}" is in the folder for workflows.`, 'Use a path outside .github/workflows.'];
    return validatePath(path);
}
/**
 * A branch name as git allows it.
 * @see https://git-scm.com/docs/git-check-ref-format
 */
function validateBranch(value) {
    const unseen = validateUnseen('name', value);
    if (unseen)
        return unseen;
    if (/[ ~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|[/.]$|^@$|(?:^|\/)\.|\.lock(?:\/|$)/.test(value))
        return [`"${value}" is not a valid branch name.`, 'Use letters, digits, "-", "_", "." and "/".'];
    if (value.startsWith('refs/'))
        return [`"${value}" starts with "refs/".`, 'Give the short name of the branch.'];
    return undefined;
}
function validateLogin(value) {
    const cure = 'Write user names without "@", separated by commas or line breaks.';
    return /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\[bot\])?$/.test(value)
        ? undefined
        : [`"${value}" is not a user name.`, cure];
}
function validateTeam(value) {
    const cure = `Write the team's slug without the organisation, such as "mobile-admins" for @acme/mobile-admins.`;
    return /^[A-Za-z0-9._-]+$/.test(value) ? undefined : [`"${value}" is not the slug of a team.`, cure];
}
function validateClientId(value) {
    const cure = 'Copy it from the overview page of the app registration that calls Graph.';
    return (0,desired_state/* isGuid */.W_)(value) ? undefined : [`"${value}" is not an application (client) ID, which is a GUID.`, cure];
}
/** A host, or an https address without a path, that a credential is sent to. */
function validateOrigin(value) {
    const text = withScheme(value);
    const what = (0,desired_state/* characterFault */.my)(text) ?? (isOrigin(text) ? ((0,desired_state/* formFault */.$L)(text) ?? (0,desired_state/* hostFault */.P7)(text)) : undefined);
    if (what)
        return [what, (0,desired_state/* didYouMean */.au)(text, isOrigin)];
    if (isOrigin(text))
        return undefined;
    return [`${(0,quoted/* quoted */.T)(value)} is not the address of a service.`, 'Write https:// and the host, without a path.'];
}
/** A host or an address as `https://host[:port]`; empty for what is not valid. */
function originOf(value) {
    return !value || validateOrigin(value) ? '' : new URL(withScheme(value)).origin;
}
function withScheme(value) {
    return value.includes('://') ? value : `https://${value}`;
}
function isOrigin(text) {
    const url = URL.parse(text);
    return url?.protocol === 'https:' && url.href === `${url.origin}/`;
}
/** https, perhaps with a path. */
function validateConnectionsUrl(value) {
    const url = URL.parse(value);
    if (url?.username || url?.password)
        return ['The address contains a user name or password.', 'Remove the part before "@".'];
    const isAddress = url?.protocol === 'https:' && !/[?#]/.test(value);
    const what = (0,desired_state/* characterFault */.my)(value) ?? (isAddress ? (0,desired_state/* formFault */.$L)(value) : undefined);
    if (what)
        return [what, (0,desired_state/* didYouMean */.au)(value, (address) => !validateConnectionsUrl(address))];
    const cure = 'Write it as configured on the phones, such as "https://connections.example.com".';
    return isAddress ? undefined : [`${(0,quoted/* quoted */.T)(value)} is not the https address of a server.`, cure];
}
/** Where the desktop plug-ins (21.07 and later) are sent back to. */
const DESKTOP_REDIRECT_URI = 'com.ibm.ibmscp://com.ibm.desktop.connections';
/** Addresses of the vendor's apps, from its procedure, by the words that stand for them. */
const REDIRECT_URIS = new Map([
    ['mobile', 'com.ibm.ibmscp://com.ibm.mobile.connections/token'],
    ['desktop', DESKTOP_REDIRECT_URI],
]);
function redirectUriOf(text) {
    return REDIRECT_URIS.get(text.toLowerCase()) ?? text;
}
/**
 * A redirect URI, or a word for one, that Entra takes for the platform "Mobile and desktop applications".
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reply-url
 */
function validateRedirectUri(value) {
    if (REDIRECT_URIS.has(value.toLowerCase()))
        return undefined;
    const entra = 'Entra refuses it.';
    const shown = (0,quoted/* quoted */.T)(value);
    const because = (what, cure = entra) => [`The redirect URI ${shown} ${what}.`, cure];
    const unseen = (0,invisible/* unseenCharacter */.OQ)(value);
    if (unseen)
        return because(`contains ${unseen}`, 'Remove it.');
    if (/\s/.test(value))
        return because('contains spaces or line breaks', 'Write one URI on each line.');
    if (value.length > 256)
        return [`The redirect URI ${shown.slice(0, 41)}…" has more than 256 characters.`, entra];
    if (!URL.canParse(value) || !/^(urn:.|[a-z][a-z0-9+.-]*:\/\/.)/i.test(value))
        return [
            `${shown} is not a redirect URI.`,
            'Write "mobile", "desktop", or a URI with its scheme, such as "com.example.app://path".',
        ];
    if (value.includes('#'))
        return because('contains a fragment', 'Remove the part from "#" on.');
    if (value.includes('*'))
        return because('contains a wildcard');
    const { protocol, hostname, username, password } = new URL(value);
    if (username || password)
        return because('contains a user name or password', 'Remove the part before "@".');
    if (/[!$'(),;]|[^\x21-\x7e]/.test(value))
        return because('contains a character that is not supported');
    if (/^(javascript|vbscript|data|file|blob|about):$/.test(protocol))
        return because('has a scheme that is not supported');
    if (protocol === 'http:' && !/^(localhost|127\.0\.0\.1)$/.test(hostname))
        return because('is not encrypted', 'Use https, or the scheme of an app.');
    return undefined;
}
function validateLabel(value) {
    const tooLong = `The label "${value.slice(0, 20)}…" has more than 50 characters.`;
    if (value.length > 50)
        return [tooLong, 'Shorten it: GitHub refuses it.'];
    return validateUnseen('label', value, invisible/* UNSEEN_BUT_JOINERS */.mb);
}
function validateTitle(value) {
    if (value.length > 256)
        return ['The title has more than 256 characters.', 'Shorten it: GitHub refuses it.'];
    if (/[\r\n]/.test(value))
        return ['The title has more than one line.', 'Put the rest in body.'];
    return validateUnseen('title', value, invisible/* UNSEEN_BUT_JOINERS */.mb);
}
function validateProse(value) {
    return validateUnseen('text', value, invisible/* REORDERING */.Ab);
}
/** A branch name for a path (and a base that is not the default), so that two of them never share one. */
function derivedBranch(path, base) {
    const slug = (base ? `${base}-${path}` : path)
        .replaceAll(/[^A-Za-z0-9]+/g, '-')
        .replaceAll(/^-|-$/g, '')
        .slice(0, 60);
    return `mobile-sso/${slug}-${(0,external_node_crypto_.hash)('sha256', JSON.stringify([base ?? null, path])).slice(0, 8)}`;
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js





/** Where the file is when no input says so. */
const CONFIG_PATH = 'mobile-config.xml';
/** Reads the action's inputs, or everything that is wrong with them. Secrets are masked in the log the moment they are read. */
function readInputs(core, environment, workspace) {
    const reader = new InputReader(core, workspace);
    const inputs = readAll(reader, environment);
    const { mode } = inputs;
    const { problems } = reader;
    if (!mode || problems.length > 0)
        return { ok: false, inputs, problems };
    return { ok: true, inputs: { ...inputs, mode } };
}
function readAll(reader, environment) {
    const mode = reader.choice('mode', ['pull-request', 'check', 'render']);
    const target = readTarget(reader, mode, environment);
    return {
        mode,
        ...target,
        values: readValues(reader),
        /** The file to start from when there is none. */
        template: readTemplate(reader),
        ...readPullRequest(reader),
        ...readAzure(reader, mode),
        ...readServer(reader, mode),
        /** In mode check, drift fails the step. */
        failOnDrift: reader.boolean('fail-on-drift', true),
        wsadminScript: readWsadminScript(reader, target.configPath),
    };
}
/** Which file, where, and who may write it. */
function readTarget(reader, mode, environment) {
    const token = reader.secret('token');
    const configPath = reader.text('config-path', validatePath) || CONFIG_PATH;
    const base = reader.text('base', validateBranch) || undefined;
    const branch = reader.text('branch', validateBranch) || derivedBranch(configPath, base);
    const repository = reader.text('config-repository', validateRepository) || environment.GITHUB_REPOSITORY;
    const [owner = '', repo = ''] = repository?.split('/') ?? [];
    const invalid = mode === 'render' ? undefined : validateToken(token);
    if (invalid)
        reader.refuse('token', ...invalid);
    const cure = 'Set config-repository to owner/name.';
    if (mode !== 'render' && !repository)
        reader.refuse('config-repository', 'The configuration repository is unknown.', cure);
    const api = environment.GITHUB_API_URL;
    if (mode !== 'render' && api && !/^https?:/.test(URL.parse(api)?.protocol ?? ''))
        reader.problems.push({
            where: 'environment variable GITHUB_API_URL',
            what: 'The value is not an http or https address.',
            cure: 'The runner sets it: remove what overwrites it.',
        });
    if (branch === base)
        reader.refuse('branch', `"${branch}" is the base branch.`, 'Choose a different name.');
    return { token, configPath, base, branch, configRepository: { owner, repo } };
}
/** The title is empty for the standard one, and so are body and commit message. */
function readPullRequest(reader) {
    return {
        title: reader.text('title', validateTitle),
        body: reader.text('body', validateProse),
        commitMessage: reader.text('commit-message', validateProse),
        labels: reader.list('labels', validateLabel),
        assignees: reader.list('assignees', validateLogin),
        reviewers: reader.list('reviewers', validateLogin),
        teamReviewers: reader.list('team-reviewers', validateTeam),
        draft: reader.boolean('draft', false),
    };
}
function readWsadminScript(reader, configPath) {
    const value = reader.text('wsadmin-script', (text) => validateWsadminScript(text, configPath));
    return (0,wanted_script/* scriptPlace */.zz)(value) ?? 'body';
}
function readValues(reader) {
    return {
        ...readProviderProperties(reader),
        providerId: reader.text('provider-id') || 'provider_1',
        tenantId: reader.text('tenant-id'),
        clientId: reader.text('client-id'),
        authorizeEndpointUrl: reader.text('authorize-endpoint-url'),
        tokenEndpointUrl: reader.text('token-endpoint-url'),
        scope: reader.text('scope'),
        authorizationParameters: reader.text('authorization-parameters'),
        settings: reader.text('settings'),
    };
}
function readProviderProperties(reader) {
    const [pastedInput, fileInput] = ['provider-properties', 'provider-properties-file'];
    const pasted = reader.text(pastedInput);
    const path = reader.text(fileInput);
    if (pasted && path)
        reader.refuse(fileInput, `${pastedInput} is set too.`, 'Set only one of them.');
    const file = path ? reader.file(fileInput, path) : undefined;
    const properties = (0,desired_state/* parseProviderProperties */.wh)(pasted || file || '');
    const { fault, secrets } = properties;
    if (fault)
        reader.refuse(pasted ? pastedInput : fileInput, fault.what, fault.cure);
    for (const secret of secrets)
        reader.mask(secret);
    const from = path && !pasted ? `${fileInput} ${path}` : pastedInput;
    return { providerProperties: properties, providerPropertiesFrom: from };
}
function readServer(reader, mode) {
    const connectionsUrl = reader.text('connections-url', validateConnectionsUrl);
    if (connectionsUrl && mode === 'render')
        reader.refuse('connections-url', NO_NETWORK, 'Omit it, or use mode check.');
    const certificateWarningDays = reader.integer('certificate-warning-days', 30);
    const wait = 'wait-for-server-minutes';
    const waitForServerMinutes = reader.integer(wait, 0);
    if (waitForServerMinutes > 60)
        reader.refuse(wait, `${waitForServerMinutes} minutes is longer than a restart takes.`, 'Use at most 60.');
    const needed = 'Only mode check with connections-url can wait for the server.';
    if (waitForServerMinutes > 0 && (mode !== 'check' || !connectionsUrl))
        reader.refuse(wait, needed, 'Set both, or omit it.');
    return {
        /** Address of the Connections server; empty where it is not looked at. */
        connectionsUrl,
        certificateWarningDays,
        /** In mode check, how long the server may take to have the wanted values; 0 looks once. */
        waitForServerMinutes,
    };
}
const NO_NETWORK = 'Mode render does not use the network.';
/** What is switched off may be half set up: only its secrets are looked at, to mask them. */
function readAzure(reader, mode) {
    const reconcile = reader.choice('azure-reconcile', ['off', 'check', 'apply']);
    const secret = reader.secret('azure-client-secret');
    const pem = reader.secret('azure-client-certificate');
    const isOff = reconcile === 'off';
    const uris = reader.list('redirect-uris', isOff ? undefined : validateRedirectUri, 'mobile');
    if (!isOff && mode === 'render')
        reader.refuse('azure-reconcile', NO_NETWORK, 'Omit it, or use mode pull-request or check.');
    const azure = isOff
        ? undefined
        : {
            reconcile: reconcile === 'apply' && mode !== 'check' ? 'apply' : 'check',
            tenantId: reader.text('azure-tenant-id', desired_state/* tenantFault */.Bt) || reader.text('tenant-id'),
            clientId: reader.text('azure-client-id', validateClientId),
            credential: readCredential(reader, secret, pem),
            authority: originOf(reader.text('azure-authority-host', validateOrigin)),
            graphUrl: originOf(reader.text('graph-url', validateOrigin)),
        };
    return {
        /** What the app registration has to hold. */
        redirectUris: [...new Set(uris.map(redirectUriOf))],
        /** Undefined where `azure-reconcile` is off: the run leaves the app registration alone. */
        azure,
    };
}
/** Without a secret and a certificate the job's own identity signs in. Undefined where what was given is no credential. */
function readCredential(reader, secret, pem) {
    const input = 'azure-client-certificate';
    if (secret && pem)
        reader.refuse(input, 'azure-client-secret is set too.', 'Set only one of them.');
    if (secret)
        return { kind: 'secret', secret };
    if (!pem)
        return { kind: 'federated' };
    for (const { text } of (0,entra/* pemBlocks */.PQ)(pem))
        reader.mask(text);
    const credential = (0,entra/* readCertificateCredential */.nb)(pem, Date.now());
    if ('kind' in credential) {
        reader.mask(credential.privateKey);
        return credential;
    }
    reader.refuse(input, credential.what, credential.cure);
    return undefined;
}
function readTemplate(reader) {
    const path = reader.text('template');
    const bytes = path ? reader.file('template', path) : undefined;
    return bytes && { path, bytes };
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./build/inputs/json.js
/** Where a text is no JSON, and why. Nothing of the text is in the message. */
class JsonFault extends Error {
    name = 'JsonFault';
    /** "line:column", both counted from 1 */
    place;
    constructor(text, offset, what) {
        super(what);
        const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
        this.place = `${lines.length}:${[...lines.at(-1)].length + 1}`;
    }
}
const STRING = String.raw `"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001f]*)*"`;
const NUMBER = String.raw `-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
/** White space and the next token; none at the end and where nothing of JSON stands. */
const TOKEN = String.raw `[ \t\r\n]*([[\]{},:]|${STRING}|(?:${NUMBER}|true|false|null)(?![\w.+-])|)`;
/** Nobody's inventory has that many lists within lists. */
const MAX_DEPTH = 20;
const BROKEN_TEXT = 'A text has no closing quote in its line, or a backslash that is not written twice.';
/**
 * Reads JSON that a person has written. Unlike `JSON.parse` it always tells the place of what is wrong, tells none of the text,
 * and refuses a field that an object has twice.
 * @returns lists as arrays, objects as maps
 * @throws JsonFault
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
function readJson(text) {
    return new JsonReader(text).whole();
}
class JsonReader {
    #text;
    #tokens = new RegExp(TOKEN, 'y');
    #token = '';
    #start = 0;
    constructor(text) {
        this.#text = text;
        this.#advance();
    }
    whole() {
        const value = this.#value(0);
        if (this.#token !== '' || this.#start < this.#text.length)
            this.#refuse('Nothing more is expected.');
        return value;
    }
    #value(depth) {
        const token = this.#token;
        if (depth > MAX_DEPTH)
            this.#refuse('Too many lists and objects are within each other.');
        if (token === '[')
            return this.#items(']', () => this.#value(depth + 1));
        if (token === '{')
            return this.#object(depth);
        if (token === '' || ']},:'.includes(token))
            this.#refuse('A value is expected.');
        this.#advance();
        return JSON.parse(token);
    }
    #object(depth) {
        const fields = new Map();
        this.#items('}', () => {
            if (!this.#token.startsWith('"'))
                this.#refuse('The name of a field in double quotes is expected.');
            const name = JSON.parse(this.#token);
            if (fields.has(name))
                this.#refuse('The object has this field already.');
            this.#advance();
            this.#expect(':', 'A colon');
            fields.set(name, this.#value(depth + 1));
        });
        return fields;
    }
    /** What is between brackets, with commas between the items. */
    #items(end, item) {
        const items = [];
        this.#advance();
        while (this.#token !== end) {
            if (items.length > 0)
                this.#expect(',', `A comma or "${end}"`);
            items.push(item());
        }
        this.#advance();
        return items;
    }
    #expect(token, name) {
        if (this.#token !== token)
            this.#refuse(`${name} is expected.`);
        this.#advance();
    }
    #advance() {
        this.#token = this.#tokens.exec(this.#text)[1];
        this.#start = this.#tokens.lastIndex - this.#token.length;
    }
    #refuse(what) {
        const isUnknown = this.#token === '';
        const isText = isUnknown && this.#text[this.#start] === '"';
        const isEnd = isUnknown && this.#start === this.#text.length;
        throw new JsonFault(this.#text, this.#start, isText ? BROKEN_TEXT : isEnd ? 'The text ends here.' : what);
    }
}

;// CONCATENATED MODULE: ./build/inputs/inventory.js






/** Inputs that an entry may have. */
const FIELDS = [
    ...['config-path', 'base', 'config-repository', 'tenant-id', 'client-id'],
    ...['authorize-endpoint-url', 'token-endpoint-url', 'scope', 'authorization-parameters', 'settings'],
    ...['provider-properties-file', 'provider-id', 'connections-url', 'certificate-warning-days'],
    ...['azure-reconcile', 'azure-client-id', 'azure-tenant-id', 'redirect-uris'],
];
/** Inputs that are secrets, or may hold one, and what is done instead. */
const SECRETS = new Map([
    ...['token', 'azure-client-secret', 'azure-client-certificate'].map((name) => [name, `Remove it and pass the secret to the input ${name} of the step.`]),
    ['provider-properties', 'Use provider-properties-file, with a file without secrets.'],
]);
/** Environments of one run; its `report` has room for each of them. */
const MAX_ENVIRONMENTS = 100;
/** Characters of a name, which may become a label. */
const MAX_NAME = 50;
/**
 * Reads the inventory that the input `environments` names. What an entry leaves out comes from the step's own inputs.
 * @returns undefined without that input
 */
function readInventory(core, environment, workspace) {
    const reader = new InputReader(core, workspace);
    const path = reader.text('environments');
    if (!path)
        return undefined;
    if (core.getInput('mode') !== 'check')
        reader.refuse('environments', 'Only mode check takes an inventory.', 'Set mode to check, or omit it.');
    const oneServer = 'An inventory is set, but a run can wait for only one server.';
    if (/[1-9]/.test(core.getInput('wait-for-server-minutes')))
        reader.refuse('wait-for-server-minutes', oneServer, 'Omit one of them.');
    const read = readEntries(reader, path).map((entry, index) => readEntry(entry, index + 1, path, core));
    const environments = read.flatMap((each) => each.environment ?? []);
    const problems = [...reader.problems, ...read.flatMap((each) => each.problems)];
    return { environments, problems: [...problems, ...repetitions(environments, environment)] };
}
function readEntries(reader, path) {
    const bytes = reader.file('environments', path);
    if (!bytes)
        return [];
    const refused = (what, cure, place = '') => {
        reader.problems.push({ where: `${path}${place}`, what, cure });
        return [];
    };
    if (!(0,external_node_buffer_.isUtf8)(bytes))
        return refused('The file is not in UTF-8.', 'Save it in UTF-8.');
    try {
        // The decoder drops a byte order mark, which editors on Windows write.
        const list = readJson(new TextDecoder().decode(bytes));
        if (!Array.isArray(list) || list.length === 0)
            return refused('It is not a list of environments.', 'Write [ {"name": "test", …}, … ].');
        const tooMany = `It has ${list.length} environments, but one run checks at most ${MAX_ENVIRONMENTS}.`;
        if (list.length > MAX_ENVIRONMENTS)
            return refused(tooMany, 'Split it into several files, with a step for each.');
        return list;
    }
    catch (error) {
        if (!(error instanceof JsonFault))
            throw error;
        return refused(`It is not JSON. ${error.message}`, 'Correct it there, or just before.', `:${error.place}`);
    }
}
/** What an entry says, without an environment where it has no name. */
function readEntry(entry, number, path, core) {
    const problems = [];
    const refuse = (where, fault) => {
        if (fault)
            problems.push((0,build_problems/* problemOf */.Zw)(where, fault));
    };
    if (!(entry instanceof Map)) {
        refuse(`${path}, entry ${number}`, [
            `The entry is ${kindOf(entry)}.`,
            'Write an object: {"name": "test", …}.',
        ]);
        return { problems };
    }
    const invalidName = validateName(entry.get('name'));
    const name = invalidName ? undefined : String(entry.get('name')).trim();
    const named = name === undefined ? `entry ${number}` : `entry ${number} ("${name}")`;
    const place = `${path}, ${named}`;
    refuse(`${place}, name`, invalidName);
    const fields = new Map();
    for (const [field, value] of entry) {
        if (field === 'name')
            continue;
        const invalid = validateField(field, value);
        refuse(`${place}, ${field}`, invalid);
        if (!invalid && field !== 'wave')
            fields.set(field, String(value).trim());
    }
    if (name === undefined)
        return { problems };
    const environment = { name, entry: named, place, fields, core: overlay(core, fields) };
    return { environment, problems };
}
function validateName(name) {
    const cure = `Give each environment a name of at most ${MAX_NAME} characters, such as "test".`;
    if (name === undefined)
        return ['It is missing.', cure];
    if (typeof name !== 'string')
        return [`It is ${kindOf(name)}.`, 'Write text in double quotes.'];
    const unseen = (0,invisible/* unseenCharacter */.OQ)(name.trim());
    if (unseen)
        return [`It contains ${unseen}.`, 'Remove it.'];
    if (name.trim() === '')
        return ['It is empty.', cure];
    return name.length > MAX_NAME ? [`It has ${name.length} characters.`, cure] : undefined;
}
function validateField(field, value) {
    const secret = SECRETS.get(field);
    if (secret)
        return ['An inventory must not contain secrets.', secret];
    if (field !== 'wave' && !FIELDS.includes(field))
        return ['The field is unknown.', cureOfUnknown(field)];
    const mayBeNumber = field === 'wave' || field === 'certificate-warning-days';
    if (typeof value === 'string' || (typeof value === 'number' && mayBeNumber))
        return undefined;
    return [`It is ${kindOf(value)}.`, 'Write text in double quotes, or omit it.'];
}
function cureOfUnknown(field) {
    const letters = (text) => text.toLowerCase().replaceAll(/[^a-z]/g, '');
    const meant = ['name', 'wave', ...FIELDS].find((each) => letters(each) === letters(field));
    return meant ? `Write "${meant}".` : `Remove it. The fields besides name and wave are ${FIELDS.join(', ')}.`;
}
function kindOf(value) {
    if (value === null || typeof value === 'boolean')
        return `${value}`;
    if (Array.isArray(value))
        return 'a list';
    if (value instanceof Map)
        return 'an object';
    return typeof value === 'string' ? 'text' : 'a number';
}
/** A properties file of the entry's own stands instead of the properties that the step has. */
function overlay(core, fields) {
    const own = fields.get('provider-properties-file')
        ? new Map([...fields, ['provider-properties', '']])
        : fields;
    return {
        getInput: (name) => own.get(name) ?? core.getInput(name),
        setSecret: (secret) => core.setSecret(secret),
    };
}
/** Names are compared as GitHub compares labels and concurrency groups: without case. */
function repetitions(environments, { GITHUB_REPOSITORY = '' }) {
    const fileOf = ({ core }) => {
        const repository = (core.getInput('config-repository') || GITHUB_REPOSITORY).toLowerCase();
        return JSON.stringify([repository, core.getInput('base'), core.getInput('config-path') || CONFIG_PATH]);
    };
    const repeated = (key, field, cure) => [...Map.groupBy(environments, key).values()].flatMap(([first, ...others]) => others.map(({ place }) => ({
        where: `${place}, ${field}`,
        what: `${first.entry} has the same value.`,
        cure,
    })));
    return [
        ...repeated(({ name }) => name.toLowerCase(), 'name', 'Give each environment a different name.'),
        ...repeated(fileOf, 'config-path', 'Give each environment a different file, base or repository.'),
    ];
}
/**
 * What is wrong with the inputs of several environments: with the field where the entry has it, and once where all of them have it
 * from the step.
 */
function problemsOfAll(found) {
    const all = found.flatMap(({ environment: { place, fields }, problems }) => problems.map((problem) => {
        const field = problem.where.replace('input ', '');
        const isOwn = fields.has(field);
        return { problem, isOwn, where: `${place}, ${isOwn ? field : problem.where}` };
    }));
    const alike = Map.groupBy(all, ({ problem }) => (0,build_problems/* problemText */.fI)(problem));
    const ofStep = [...alike.values()].filter((each) => each.length === found.length && !each.some(({ isOwn }) => isOwn));
    const told = new Set(ofStep.flat());
    const others = all.filter((each) => !told.has(each));
    return [
        ...ofStep.map(([first]) => first.problem),
        ...others.map(({ problem, where }) => ({ ...problem, where })),
    ];
}

;// CONCATENATED MODULE: ./build/inputs/index.js






/***/ }),

/***/ 9871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/inputs/index.js + 6 modules
var inputs = __webpack_require__(8532);
// EXTERNAL MODULE: ./build/modes/prepare.js
var prepare = __webpack_require__(2652);
// EXTERNAL MODULE: ./build/problems.js
var problems = __webpack_require__(7806);
// EXTERNAL MODULE: ./build/wsadmin-script/wanted-script.js + 1 modules
var wanted_script = __webpack_require__(6322);
// EXTERNAL MODULE: ./build/modes/run.js
var modes_run = __webpack_require__(9226);
// EXTERNAL MODULE: ./build/modes/wanted-file.js
var wanted_file = __webpack_require__(59);
;// CONCATENATED MODULE: ./build/modes/render.js




/** Mode `render`: the file in the workspace, no token and no network. */
async function renderInWorkspace(run) {
    const { inputs, desired, workspace, progress } = run;
    const { configPath } = inputs;
    const rendered = await (0,wanted_file/* wantedFile */.q)(inputs, desired, workspace.read(configPath, 'config-path'), configPath);
    progress.differs = rendered.isChanged;
    const file = { path: configPath, bytes: rendered.bytes, input: 'config-path' };
    const scripts = scriptsToWrite(inputs, workspace);
    workspace.write(...(rendered.isChanged ? [file] : []), ...scripts);
    const wanted = (0,wanted_script/* wantedScript */.VS)(inputs.wsadminScript);
    return {
        ...(0,modes_run/* resultOf */.Bg)(run, rendered, rendered.findings),
        mode: 'render',
        workspacePath: configPath,
        script: wanted && { ...wanted, written: scripts.map(({ path }) => path) },
    };
}
const INPUT = 'wsadmin-script';
/**
 * The wsadmin scripts that are wanted in the workspace and are not there already.
 * @throws ProblemsError when another file is at the path of one
 */
function scriptsToWrite({ wsadminScript }, workspace) {
    return (0,wanted_script/* keptScripts */.nO)(wsadminScript).flatMap(({ path, bytes, isEarlierVersion }) => {
        const existing = workspace.read(path, INPUT);
        if (existing?.equals(bytes))
            return [];
        if (!existing || isEarlierVersion(existing))
            return [{ path, bytes, input: INPUT }];
        const what = `"${path}" is a file that this action did not write.`;
        throw new problems/* ProblemsError */.FQ([
            { where: `input ${INPUT}`, what, cure: 'Use a different path, or delete the file.' },
        ]);
    });
}

// EXTERNAL MODULE: ./build/report/index.js + 14 modules
var report = __webpack_require__(6673);
;// CONCATENATED MODULE: ./build/text/secrets.js
/** Shorter texts occur by chance everywhere; hiding them would make every text unreadable. */
const MIN_LENGTH = 4;
/**
 * The secrets of a run. The runner masks the log only: what is sent to a service, such as a pull request's body, must have them
 * taken out here.
 */
class Secrets {
    /** By the text that is hidden; the longest first. */
    #forms = [];
    /** Remembers a secret, as a whole and line by line, in every form. */
    add(secret) {
        const lines = secret.split(/[\r\n]+/).filter((line) => !line.startsWith('-----'));
        const known = new Map(this.#forms);
        for (const text of [secret, ...lines])
            if (text.length >= MIN_LENGTH && !known.has(text))
                known.set(text, secretForms(text));
        this.#forms = [...known].toSorted(([a], [b]) => b.length - a.length);
    }
    /**
     * The same with every text in it. To be done before a text is escaped: afterwards the secret may have a backslash in its middle.
     * @param kept names of fields that stay as they are
     */
    redactAll(value, kept = new Set()) {
        if (typeof value === 'string')
            return this.redact(value);
        if (Array.isArray(value))
            return value.map((each) => this.redactAll(each, kept));
        if (typeof value !== 'object' || value === null)
            return value;
        const redact = (key, each) => (kept.has(key) ? each : this.redactAll(each, kept));
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, redact(key, each)]));
    }
    /** The text with *** instead of every secret. */
    redact(text) {
        let redacted = text;
        for (const [, forms] of this.#forms)
            redacted = redacted.replaceAll(forms, '***');
        return redacted;
    }
}
const { raw } = String;
/**
 * Every form in which a secret is looked for; docs/threat-model.md lists them. Nothing in the expression is repeated without a
 * limit, so that looking takes time in proportion to the text.
 */
function secretForms(secret) {
    const signs = secret.replaceAll('\r\n', '\n').match(/\\+|./gsu) ?? [];
    return new RegExp([signs.map(signForms).join(''), ...base64Forms(Buffer.from(secret))].join('|'), 'g');
}
/** Escapes with a name: XML's and HTML's references, and JSON's. */
const NAMED = new Map([
    ['&', ['&(?:amp;)?amp;']],
    ['<', ['&(?:amp;)?lt;']],
    ['>', ['&(?:amp;)?gt;']],
    ['"', ['&(?:amp;)?quot;']],
    ["'", ['&(?:amp;)?apos;']],
    ['\t', [raw `\\{1,3}t`]],
    ['\r', [raw `\\{1,3}r`]],
    ['\n', [raw `(?:\\{1,3}r)?\\{1,3}n|\r\n|\r(?!\n)|%0[dD]%0[aA]| `]],
    [' ', [raw `\+`]],
]);
/**
 * One sign in its forms; nobody escapes letters and digits. A text in JSON may be in JSON again, and Markdown has backslashes as
 * well. Those of the secret itself are taken together: one by one there would be endless ways to share out a long run of them.
 */
function signForms(sign) {
    if (/^[A-Za-z0-9]$/.test(sign))
        return sign;
    if (/^\\+$/.test(sign)) {
        const { length } = sign;
        return raw `(?:\\{${length},${length * 4}}|(?:${escapes('\\')}){${length}})`;
    }
    const literal = sign.split('').map((unit) => raw `\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return `(?:${[raw `\\{0,3}${literal.join('')}`, escapes(sign), ...(NAMED.get(sign) ?? [])].join('|')})`;
}
/** A sign as its number, in JSON, XML or HTML, and a URL. */
function escapes(sign) {
    const point = sign.codePointAt(0);
    const units = sign.split('').map((unit) => raw `\\{1,3}u${hex(unit.charCodeAt(0), 4)}`);
    const bytes = [...Buffer.from(sign)].map((byte) => `%${hex(byte, 2)}`);
    const reference = raw `&(?:amp;)?#(?:0{0,5}${point}|[xX]0{0,5}${hex(point, 1)});`;
    return [units.join(''), reference, bytes.join('')].join('|');
}
function hex(value, digits) {
    const text = value.toString(16).padStart(digits, '0');
    return text.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
/** Of shorter secrets, base64 in the middle of a longer text has too few signs: they would be found by chance. */
const MIN_INSIDE = 8;
const BASE64_SIGN = raw `[\w+/-]`;
const PADDING = '(?:=|%3[dD]){0,2}';
/**
 * Base64 and base64url. In the middle of a longer text, as of "user:secret", a secret begins at one of three bits of a sign; the
 * signs that it has to itself are the same whatever stands beside it, and those that it shares are taken out with them.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 */
function base64Forms(bytes) {
    if (bytes.length < MIN_INSIDE) {
        const whole = bytes.toString('base64').replaceAll('=', '');
        return [`(?<!${BASE64_SIGN})${base64Signs(whole)}${PADDING}(?!${BASE64_SIGN})`];
    }
    return [0, 1, 2].map((before) => {
        const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
        const end = (before + bytes.length) * 8;
        const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(end / 6));
        const shared = `${BASE64_SIGN}?`;
        return `${before > 0 ? shared : ''}${base64Signs(own)}${end % 6 > 0 ? shared : ''}${PADDING}`;
    });
}
/** A text of these signs may be a part of an address, or of JSON that escapes slashes. */
function base64Signs(text) {
    return text.replaceAll('+', '(?:[+-]|%2[bB])').replaceAll('/', raw `(?:\\{0,3}/|_|%2[fF])`);
}

;// CONCATENATED MODULE: ./build/main.js






/** One run of the action, from its inputs to its report. Never throws: what goes wrong is reported and fails the step. */
async function main(world) {
    const { environment, currentFolder, deadline } = world;
    const secrets = new Secrets();
    const reporter = new report/* Reporter */.a8(world.core, {
        hasSummary: Boolean(environment.GITHUB_STEP_SUMMARY),
        documentation: (0,report/* documentationUrl */.ou)(environment),
        secrets,
    });
    const progress = (0,modes_run/* noProgress */.nd)();
    try {
        const workspace = (0,inputs/* openWorkspace */.OH)(environment.GITHUB_WORKSPACE || currentFolder);
        // Inputs that are secrets are masked in the log, and kept out of everything else.
        const mask = (secret) => {
            world.core.setSecret(secret);
            secrets.add(secret);
        };
        const core = { getInput: (name) => world.core.getInput(name), setSecret: mask };
        const surroundings = { world, log: reporter, workspace, secrets, mask, progress, signIns: new Map() };
        const inventory = (0,inputs/* readInventory */.zw)(core, environment, workspace);
        if (inventory) {
            const { checkFleet } = await Promise.all(/* import() */[__webpack_require__.e(511), __webpack_require__.e(329), __webpack_require__.e(892)]).then(__webpack_require__.bind(__webpack_require__, 2511));
            await reporter.succeedForAll(await checkFleet(surroundings, inventory));
        }
        else {
            const run = (0,prepare/* prepare */.i)(surroundings, core);
            await reporter.succeed(await deadline.over(() => MODES[run.inputs.mode](run)));
        }
    }
    catch (error) {
        await reporter.fail(error, progress);
    }
}
/** Each loads what it needs: a file in the workspace needs no client of GitHub. */
const MODES = {
    'pull-request': async (run) => (await Promise.all(/* import() */[__webpack_require__.e(511), __webpack_require__.e(329), __webpack_require__.e(316)]).then(__webpack_require__.bind(__webpack_require__, 3316))).proposePullRequest(run),
    check: async (run) => (await Promise.all(/* import() */[__webpack_require__.e(511), __webpack_require__.e(329), __webpack_require__.e(683)]).then(__webpack_require__.bind(__webpack_require__, 2683))).checkForDrift(run),
    render: renderInWorkspace,
};


/***/ }),

/***/ 168:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OC: () => (/* binding */ refuseMistakenText),
/* harmony export */   Qi: () => (/* binding */ readXmlDeclaration),
/* harmony export */   Wb: () => (/* binding */ demandParsable),
/* harmony export */   c2: () => (/* binding */ refuseMistakenBytes)
/* harmony export */ });
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7806);
/* harmony import */ var _text_invisible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4949);
/* harmony import */ var _text_truncate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3770);
/* harmony import */ var _text_white_space_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(900);




/** Tags, attributes, references and comments that are read; real files have some hundred, and a million of them take gigabytes. */
const MAX_MARKUP = 200_000;
/** Refuses what would take the parser too much, and what it would read as another parser does not. */
function demandParsable(source) {
    refuseMistakenText(source);
    if (hasTooMuchMarkup(source.text)) {
        const what = `The file contains more than ${MAX_MARKUP} tags, attributes, references and comments.`;
        source.refuse(0, what, 'No real mobile-config.xml has that many. Check where the file comes from.');
    }
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)([...differences(source)]);
}
/**
 * Refuses a file without a byte order mark that was committed by mistake and whose first bytes tell what it is.
 * @param head the bytes as ISO-8859-1
 */
function refuseMistakenBytes(head) {
    const start = head.text.slice(0, 4);
    if (start.startsWith('\x1f\x8b') || start === 'PK\x03\x04') {
        const cure = 'Commit the mobile-config.xml that it contains.';
        head.refuse(0, 'The file is a compressed archive, not XML.', cure);
    }
    if (/^(?:\0[^\0]|[^\0]\0)/.test(start) && start !== '<\0?\0' && start !== '\0<\0?') {
        const what = 'The file is in UTF-16 without a byte order mark, which the server can read only if it starts with an XML declaration.';
        head.refuse(0, what, 'Save it as UTF-8, or as UTF-16 with a byte order mark.');
    }
}
const CHECK_PATH = 'Check that config-path names the mobile-config.xml that was checked out of WebSphere.';
/** Refuses a file that was committed by mistake and whose first words tell what it is. */
function refuseMistakenText(source) {
    const { text } = source;
    const start = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_2__/* .startOfContent */ .rG)(text, 0, text.length);
    if (start === text.length)
        source.refuse(0, 'The file is empty.', CHECK_PATH);
    if (text.startsWith('version https://git-lfs.github.com/spec/', start))
        source.refuse(start, 'This is a Git LFS pointer, not the file itself.', 'Keep mobile-config.xml out of Git LFS: remove its pattern from .gitattributes and commit the file itself.');
    if (text[start] === '{' || text[start] === '[')
        source.refuse(start, 'This looks like JSON, not XML.', CHECK_PATH);
    const root = endOfProlog(text);
    if (/^<(?:!doctype[ \t\r\n]+)?html(?![\w:.-])/i.test(text.slice(root, root + 1_000)))
        source.refuse(root, 'This is an HTML page, probably a sign-in page that was saved instead of the file.', 'Check the file out of WebSphere, and commit it.');
}
/** The pseudo attributes in the one order that there is. */
const PARTS = [
    { name: 'version', allowed: /^1\.[01]$/, expected: '"1.0" or "1.1"' },
    { name: 'encoding', allowed: /^[A-Za-z][A-Za-z0-9._-]*$/, expected: 'the name of an encoding' },
    { name: 'standalone', allowed: /^(?:yes|no)$/, expected: '"yes" or "no"' },
];
const VALUE = /=[ \t\r\n]*(["'])([^"']*)\1/y;
/**
 * Reads the XML declaration that a text starts with, by the letter: parsers for JavaScript take `encoding=""` and missing
 * white space, the server's parser refuses the file.
 * @returns its values as they are spelt; none where there is no declaration
 * @throws ProblemsError with the first thing that is wrong
 * @see https://www.w3.org/TR/xml/#NT-XMLDecl
 */
function readXmlDeclaration(source) {
    const { text } = source;
    if (!/^<\?xml[ \t\r\n?]/.test(text))
        return {};
    const values = {};
    let position = '<?xml'.length;
    const refuse = (what) => {
        const cure = 'A correct one is <?xml version="1.0" encoding="UTF-8"?>, with the encoding of the file.';
        source.refuse((0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_2__/* .startOfContent */ .rG)(text, position, text.length), what, cure);
    };
    for (const { name, allowed, expected } of PARTS) {
        const start = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_2__/* .startOfContent */ .rG)(text, position, text.length);
        if (!text.startsWith(name, start)) {
            if (name === 'version')
                refuse('The XML declaration does not start with a version.');
            continue;
        }
        if (start === position)
            refuse(`A space is missing before "${name}" in the XML declaration.`);
        VALUE.lastIndex = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_2__/* .startOfContent */ .rG)(text, start + name.length, text.length);
        const value = VALUE.exec(text)?.[2] ?? '';
        if (!allowed.test(value))
            refuse(`In the XML declaration, "${name}" is not ${expected} in quotes.`);
        values[name] = value;
        position = VALUE.lastIndex;
    }
    if (!text.startsWith('?>', (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_2__/* .startOfContent */ .rG)(text, position, text.length)))
        refuse('The XML declaration contains more than version, encoding and standalone, in this order.');
    return values;
}
/** What the server's parser reads in another way than the one that is used here. */
function* differences(source) {
    const { text } = source;
    // The one that belongs to the encoding has been read.
    if (text.startsWith('\uFEFF')) {
        const what = 'The file starts with two byte order marks; the server reads the second as text.';
        yield source.problem(0, what, 'Remove one of them.');
    }
    // XML 1.1 does not allow control characters that 1.0 allows, and has more line ends.
    const offset = readXmlDeclaration(source).version === '1.1' ? text.search(/[\u007f-\u009f\u2028]/) : -1;
    if (offset >= 0) {
        const what = `The file contains a character (${(0,_text_invisible_js__WEBPACK_IMPORTED_MODULE_1__/* .codePoint */ .yb)(text[offset])}) that XML 1.1 does not allow unescaped.`;
        yield source.problem(offset, what, 'Remove it, or declare version="1.0".');
    }
    yield* documentTypeProblems(source);
}
/**
 * What a document type declares in the file itself decides what other parsers read in it: entities, default attributes, even where
 * it ends. One without declarations is as good as none: what it refers to is never fetched.
 * @see https://www.w3.org/TR/xml/#NT-doctypedecl
 */
function* documentTypeProblems(source) {
    const { text } = source;
    const start = endOfProlog(text);
    const glued = /<!DOCTYPE[ \t\r\n]+[^ \t\r\n]+[ \t\r\n]+(?:SYSTEM|PUBLIC[ \t\r\n]+(?:"[^"]*"|'[^']*'))["']/y;
    const head = /<!DOCTYPE[^[>"']*(?:(?:"[^"]*"|'[^']*')[^[>"']*)*\[(?![ \t\r\n]*\][ \t\r\n]*>)/y;
    glued.lastIndex = start;
    head.lastIndex = start;
    if (glued.test(text)) {
        const what = 'A space is missing before the quotation mark in the document type declaration.';
        yield source.problem(glued.lastIndex - 1, what, 'Insert a space, or remove the declaration.');
    }
    else if (head.test(text)) {
        const what = 'The document type declaration contains declarations in "[…]".';
        const cure = "Remove them: the vendor's file has none, and they can make the server read other values than people see.";
        yield source.problem(start, what, cure);
        yield* declaredEntity(source, head.lastIndex);
    }
}
const MAX_NAME = 100;
const DECLARATION = new RegExp(String.raw `<!ENTITY[ \t\r\n]{1,${MAX_NAME}}([^ \t\r\n%]{1,${MAX_NAME}})`, 'g');
const REFERENCE = new RegExp(`&([^#&;<]{1,${MAX_NAME}});`, 'g');
/** The first use of an entity that the declarations from an offset on declare. */
function* declaredEntity(source, subset) {
    const { text } = source;
    const names = new Set([...text.slice(subset).matchAll(DECLARATION)].map(([, name]) => name));
    const content = text.indexOf(']', subset);
    for (const { index, 1: name } of text.matchAll(REFERENCE))
        if (content >= 0 && index > content && names.has(name)) {
            const what = `The file declares the entity "&${(0,_text_truncate_js__WEBPACK_IMPORTED_MODULE_3__/* .truncate */ .x)(name, MAX_NAME)};" itself; such entities are not supported.`;
            yield source.problem(index, what, 'Replace it with its text.');
            return;
        }
}
/** What holds no markup, by how it starts and ends. */
const INERT = Object.entries({ '<!--': '-->', '<?': '?>', '<![CDATA[': ']]>' });
/** The offset after the comment, instruction or CDATA section that starts at an offset; undefined where none does. */
function endOfInert(text, offset) {
    const kind = INERT.find(([open]) => text.startsWith(open, offset));
    if (!kind)
        return undefined;
    const [open, close] = kind;
    const end = text.indexOf(close, offset + open.length);
    return end < 0 ? text.length : end + close.length;
}
/** The offset of what follows the declaration, comments and instructions that a text starts with: document type or root. */
function endOfProlog(text) {
    let start = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_2__/* .startOfContent */ .rG)(text, 0, text.length);
    for (let end = endOfInert(text, start); end !== undefined; end = endOfInert(text, start))
        start = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_2__/* .startOfContent */ .rG)(text, end, text.length);
    return start;
}
/** What means something in text, in a tag, and between either quotes in one. */
const SIGNS = { text: /[&<]/g, tag: /[&=>"']/g, '"': /[&"]/g, "'": /[&']/g };
/**
 * Counts what the parser makes an object of or takes a step for: tags, attributes, references, comments, instructions and CDATA
 * sections, and not what is in those. Up to the first fault of a text it sees what the parser sees.
 */
function hasTooMuchMarkup(text) {
    let count = 0;
    let inside = 'text';
    for (let offset = 0; count <= MAX_MARKUP;) {
        const signs = SIGNS[inside];
        signs.lastIndex = offset;
        if (!signs.test(text))
            return false;
        offset = signs.lastIndex;
        const sign = text[offset - 1];
        if ('&=<'.includes(sign))
            count++;
        const end = sign === '<' ? endOfInert(text, offset - 1) : undefined;
        if (end !== undefined)
            offset = end;
        else if (sign === '<')
            inside = 'tag';
        else if (sign === '>')
            inside = 'text';
        else if (sign === '"' || sign === "'")
            inside = inside === 'tag' ? sign : 'tag';
    }
    return true;
}


/***/ }),

/***/ 8819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AR: () => (/* binding */ childElements),
/* harmony export */   Qz: () => (/* binding */ parseMobileConfig),
/* harmony export */   Up: () => (/* binding */ SECURITY_KEYS),
/* harmony export */   cY: () => (/* binding */ endTagStart),
/* harmony export */   hY: () => (/* binding */ SECURITY_SETTINGS),
/* harmony export */   l6: () => (/* binding */ ROOT_NAME),
/* harmony export */   x5: () => (/* binding */ locate)
/* harmony export */ });
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4512);
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1952);
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8763);
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9447);
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5614);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7806);
/* harmony import */ var _before_parsing_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(168);
/* harmony import */ var _namespaces_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1234);




const ROOT_NAME = 'config';
/** The section that this action exists for. */
const SECURITY_SETTINGS = 'SecuritySettings';
/** The elements of the security section that the server knows to occur once, in the vendor's order. */
const SECURITY_KEYS = [
    'AuthType',
    'OAuthAuthorizationURL',
    'OAuthTokenURL',
    'OAuthClientId',
    'OAuthScopes',
    'OAuthLogoutURL',
    'OAuthAuthorizationURL_Parameters',
];
/**
 * Parses and checks what does not depend on the wanted settings: well-formedness with namespaces, the root element and the place
 * of the security section. Entities are never fetched or expanded.
 * @throws ProblemsError with line and column of everything that is wrong
 * @see https://github.com/rgrove/parse-xml
 */
function parseMobileConfig(source) {
    (0,_before_parsing_js__WEBPACK_IMPORTED_MODULE_1__/* .demandParsable */ .Wb)(source);
    const document = { source, ...parse(source), children: new Map() };
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)([...problemsOf(document)]);
    return document;
}
function parse(source) {
    try {
        // The parser takes quadratic time to normalise carriage returns; a line feed in each one's place keeps all offsets.
        const text = source.text.replaceAll('\r', '\n');
        const root = (0,_rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_3__/* .parseXml */ .NO)(text, { includeOffsets: true, preserveCdata: true, preserveComments: true }).root;
        return { root, namespaces: new _namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .Namespaces */ .Bq(source, root) };
    }
    catch (error) {
        if (error instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_4__/* .XmlError */ .G)
            throw new _problems_js__WEBPACK_IMPORTED_MODULE_0__/* .ProblemsError */ .FQ([notWellFormed(source, error)]);
        if (!(error instanceof RangeError))
            throw error;
        const cure = 'No real mobile-config.xml is like this. Check where the file comes from.';
        return source.refuse(0, 'Elements are nested too deeply.', cure);
    }
}
/** What a merge leaves at the start of a line. */
const CONFLICT = /^(?:<{7}|={7}|>{7})(?=[ \r\n]|$)/;
/** A character that XML 1.0 does not allow. The parser's own count is wrong where astral characters stand before one. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
/** What the parser finds wrong, at its place, by the name that a person knows it by. */
function notWellFormed(source, { message, pos }) {
    const reason = (0,_namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .cutName */ .CI)(message.split('\n', 1)[0].replace(/ \(line \d+, column \d+\)$/, ''));
    const offset = reason === 'Invalid character' ? source.text.search(NOT_XML) : offsetOf(source.text, pos);
    const { start } = source.lineAt(offset);
    if (CONFLICT.test(source.text.slice(start, start + 8)))
        return conflict(source, start);
    if (reason.includes(']]>')) {
        const what = 'The text contains "]]>", which ends a CDATA section, but no such section is open.';
        return source.problem(offset, what, 'Remove it, or write "]]&gt;" if it is part of the text.');
    }
    const what = `The file is not well-formed XML: ${reason}.`;
    return source.problem(offset, what, 'Correct it at this position. Nothing was written.');
}
/** The UTF-16 offset of a position that the parser gives in characters. */
function offsetOf(text, position) {
    let offset = 0;
    for (let passed = 0; passed < position; passed++)
        offset += text.codePointAt(offset) > 0xffff ? 2 : 1;
    return offset;
}
/** A mark of a merge at the start of a line; the others of it are not far. */
function conflict(source, offset) {
    const what = `A merge conflict was committed: the line starts with "${source.text.slice(offset, offset + 7)}".`;
    const cure = 'Keep the lines of one side, and remove the lines that start with "<<<<<<<", "=======" and ">>>>>>>".';
    return source.problem(offset, what, cure);
}
function* problemsOf({ source, root, namespaces }) {
    const { elements, foreign, problems } = namespaces;
    const isVendors = (element, name) => (0,_namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .localName */ .fk)(element.name) === name && !foreign.has(element);
    if (!isVendors(root, ROOT_NAME)) {
        const namespace = foreign.has(root) ? foreign.get(root) : _namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .MOBILE_CONFIG_NAMESPACE */ .mH;
        const what = `The root element is "${(0,_namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .cutName */ .CI)(root.name)}" in ${namespace ? `namespace "${(0,_namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .cutName */ .CI)(namespace)}"` : 'no namespace'}, not "${ROOT_NAME}" in "${_namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .MOBILE_CONFIG_NAMESPACE */ .mH}".`;
        const cure = 'Check that config-path names the mobile-config.xml that was checked out of WebSphere.';
        yield source.problem(root.start, what, cure);
    }
    yield* problems;
    const isMisplaced = (element) => isVendors(element, SECURITY_SETTINGS) && element.parent !== root && element !== root;
    for (const { start } of elements.filter(isMisplaced).slice(0, _namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_FAULTS */ .Jl)) {
        const cure = `Move it directly below ${ROOT_NAME}, where the server reads it.`;
        yield source.problem(start, `${SECURITY_SETTINGS} is inside another element.`, cure);
    }
    yield* conflictProblems(source, elements);
}
/** Marks of a merge that are well-formed: what was left when "<<<<<<<" had been removed. Those in comments are no matter. */
const REST_OF_CONFLICT = /(?<=[\r\n])(?:={7}|>{7})(?=[ \r\n])/;
/** The first mark of a merge that stands in the text of an element. */
function* conflictProblems(source, elements) {
    if (!REST_OF_CONFLICT.test(source.text))
        return;
    for (const node of elements.flatMap(({ children }) => children)) {
        const isText = node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_5__/* .XmlText */ .Z && !(node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_6__/* .XmlCdata */ .n);
        const index = isText ? source.text.slice(node.start, node.end).search(REST_OF_CONFLICT) : -1;
        if (index >= 0) {
            yield conflict(source, node.start + index);
            return;
        }
    }
}
/** The element at the end of a path from the root, or what of the path is missing. Refuses an ambiguous path. */
function locate(document, path) {
    const { source } = document;
    let element = document.root;
    for (const [depth, name] of path.entries()) {
        const [first, second] = childElements(document, element, name);
        if (!first)
            return { parent: element, missing: path.slice(depth) };
        if (second) {
            const steps = [ROOT_NAME, ...path.slice(0, depth + 1)].join('/');
            const what = `There is more than one element "${first.name}" on the path ${steps}; the first is in line ${source.lineAt(first.start).number}.`;
            const cure = 'Remove one of them, so that it is certain which one the server reads.';
            source.refuse(second.start, what, cure);
        }
        element = first;
    }
    return element;
}
/** The children of an element that are in the vendor's namespace and have a name. */
function childElements(document, parent, name) {
    const { children, namespaces } = document;
    const isVendors = (node) => node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_7__/* .XmlElement */ .W && !namespaces.foreign.has(node);
    const byName = children.get(parent) ??
        Map.groupBy(parent.children.filter(isVendors), ({ name: each }) => (0,_namespaces_js__WEBPACK_IMPORTED_MODULE_2__/* .localName */ .fk)(each));
    children.set(parent, byName);
    return byName.get(name) ?? [];
}
/** The offset at which an element's end tag starts; for empty-element tags the end of the element. */
function endTagStart({ text }, element) {
    // The parser reports infinity for an element that ends where the text ends.
    const end = Math.min(element.end, text.length);
    return text.startsWith('/>', end - 2) ? end : text.lastIndexOf('</', end - 1);
}


/***/ }),

/***/ 6464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rM: () => (/* binding */ canEncode),
  D4: () => (/* binding */ decode),
  lF: () => (/* binding */ encode),
  KH: () => (/* binding */ referToUnencodable)
});

// UNUSED EXPORTS: UTF_8

// EXTERNAL MODULE: ./build/text/white-space.js
var white_space = __webpack_require__(900);
// EXTERNAL MODULE: ./build/mobile-config/before-parsing.js
var before_parsing = __webpack_require__(168);
;// CONCATENATED MODULE: ./build/mobile-config/single-byte.js
/**
 * The encodings with one byte for each character that Java and Node.js read alike (KOI8-U and windows-1255 they do not), each with
 * the other names that Java's XML parser takes for it.
 * @see https://docs.oracle.com/en/java/javase/17/intl/supported-encodings.html
 */
const NAMES = {
    'US-ASCII': 'ANSI_X3.4-1968 CP367 CSASCII ISO-IR-6 ASCII ANSI_X3.4-1986 ASCII7 DEFAULT ISO646-US IBM367 US',
    'ISO-8859-1': 'ISO8859-1 L1 ISO_8859-1 ISO-IR-100 LATIN1 CP819 ISO8859_1 IBM819 ISO_8859_1 IBM-819 CSISOLATIN1',
    'ISO-8859-2': 'ISO8859-2 IBM912 L2 ISO_8859-2 CP912 ISO8859_2 ISO-IR-101 LATIN2 CSISOLATIN2 IBM-912',
    'ISO-8859-3': 'ISO8859-3 IBM913 L3 CP913 ISO_8859-3 ISO8859_3 LATIN3 CSISOLATIN3 IBM-913 ISO-IR-109',
    'ISO-8859-4': 'LATIN4 L4 CP914 IBM914 ISO_8859-4 ISO-IR-110 ISO8859_4 CSISOLATIN4 ISO8859-4 IBM-914',
    'ISO-8859-5': 'CSISOLATINCYRILLIC ISO-IR-144 ISO8859_5 CP915 IBM-915 ISO_8859-5 IBM915 CYRILLIC ISO8859-5',
    'ISO-8859-6': 'ASMO-708 ISO8859_6 ISO_8859-6 CSISOLATINARABIC IBM1089 ARABIC IBM-1089 ECMA-114 ISO-IR-127 ISO8859-6 CP1089',
    'ISO-8859-7': 'GREEK GREEK8 IBM813 ISO_8859-7 ISO8859_7 ELOT_928 CP813 SUN_EU_GREEK CSISOLATINGREEK ISO-IR-126 ISO8859-7 ECMA-118 IBM-813',
    'ISO-8859-8': 'ISO_8859-8 CP916 ISO-IR-138 ISO8859-8 HEBREW ISO8859_8 IBM-916 CSISOLATINHEBREW IBM916',
    'ISO-8859-9': 'IBM-920 ISO_8859-9 IBM920 LATIN5 L5 ISO8859_9 CP920 ISO-IR-148 ISO8859-9 CSISOLATIN5',
    'ISO-8859-11': 'X-ISO-8859-11 ISO8859_11',
    'ISO-8859-13': 'ISO_8859-13 ISO8859-13 ISO8859_13',
    'ISO-8859-15': 'CSISO885915 LATIN-9 ISO8859-15 LATIN0 ISO8859_15_FDIS ISO8859_15 CP923 L9 IBM923 CSISOLATIN9 ISO_8859-15 IBM-923 CSISOLATIN0 LATIN9',
    'ISO-8859-16': 'ISO_8859-16 CSISO885916 LATIN10 ISO-IR-226 L10 ISO8859_16',
    'windows-874': 'X-WINDOWS-874 MS-874 MS874',
    'windows-1250': 'CP1250 CP5346',
    'windows-1251': 'CP5347 ANSI-1251 CP1251',
    'windows-1252': 'IBM-1252 CP1252 IBM1252 CP5348',
    'windows-1253': 'CP1253 CP5349',
    'windows-1254': 'CP1254 CP5350',
    'windows-1256': 'CP1256',
    'windows-1257': 'CP1257 CP5353',
    'windows-1258': 'CP1258',
    'KOI8-R': 'KOI8_R KOI8 CSKOI8R',
    IBM866: 'IBM-866 CSIBM866 CP866',
    MacRoman: 'X-MACROMAN',
};
/** By their names in upper case. */
const SINGLE_BYTE_ENCODINGS = new Map(Object.entries(NAMES).flatMap(([name, others]) => [name.toUpperCase(), ...others.split(' ')].map((each) => [each, name])));
/** In place of a character for a byte that stands for none; it does not occur in any of these encodings. */
const NONE = '\ufffd';
/** Written out because early releases of Node.js 24 read windows-1252 as ISO-8859-1: https://github.com/nodejs/node/issues/60888 */
const WINDOWS_1252_FROM_80 = `€${NONE}‚ƒ„…†‡ˆ‰Š‹Œ${NONE}Ž${NONE}${NONE}‘’“”•–—˜™š›œ${NONE}žŸ`;
/** The characters of an encoding by their bytes. */
function characters(name) {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const latin1 = Buffer.from(bytes).toString('latin1');
    if (name === 'ISO-8859-1')
        return [...latin1];
    if (name === 'US-ASCII')
        return [...latin1.slice(0, 0x80), ...NONE.repeat(0x80)];
    if (name === 'windows-1252')
        return [...latin1.slice(0, 0x80), ...WINDOWS_1252_FROM_80, ...latin1.slice(0xa0)];
    const known = new TextDecoder(name === 'MacRoman' ? 'macintosh' : name).decode(bytes);
    // WHATWG reads some of these as windows encodings, Java reads the control characters of ISO's.
    if (name.startsWith('ISO-'))
        return [...latin1.slice(0, 0xa0), ...known.slice(0xa0)];
    // WHATWG gives bytes that stand for nothing a control character, Java does not.
    return [...known].map((character, byte) => (byte >= 0x80 && character < '\u00a0' ? NONE : character));
}
/** Reads bytes up to the first that stands for no character; the text is shorter than the bytes when there is one. */
function decodeSingleByte(bytes, name) {
    const codes = characters(name).map((character) => character.charCodeAt(0));
    const text = new Uint16Array(bytes).map((byte) => codes[byte]);
    const end = text.indexOf(NONE.charCodeAt(0));
    return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(end < 0 ? text : text.subarray(0, end));
}
/** @throws RangeError for a character that the encoding lacks, which would be a mistake of the caller */
function encodeSingleByte(text, name) {
    const bytes = Buffer.alloc(text.length);
    const codes = bytesOf(name);
    for (let offset = 0; offset < text.length; offset++) {
        const byte = codes.get(text[offset]);
        if (byte === undefined)
            throw new RangeError(`${name} has no character for offset ${offset}`);
        bytes[offset] = byte;
    }
    return bytes;
}
/** Whether the encoding has a character; one that takes two UTF-16 units it never has. */
function hasCharacter(name, character) {
    return bytesOf(name).has(character);
}
const TABLES = {};
function bytesOf(name) {
    const pairs = () => characters(name).map((character, byte) => [character, byte]);
    TABLES[name] ??= new Map(pairs().filter(([character]) => character !== NONE));
    return TABLES[name];
}

// EXTERNAL MODULE: ./build/mobile-config/source-text.js
var source_text = __webpack_require__(6871);
;// CONCATENATED MODULE: ./build/mobile-config/encoding.js




const UTF_8 = { name: 'UTF-8', byteOrderMark: false };
const BYTE_ORDER_MARKS = [
    { name: 'UTF-8', mark: [0xef, 0xbb, 0xbf] },
    { name: 'UTF-16LE', mark: [0xff, 0xfe] },
    { name: 'UTF-16BE', mark: [0xfe, 0xff] },
];
const SAVE_AS_UTF_8 = 'Save the file as UTF-8 and declare encoding="UTF-8", then run again.';
/** Bytes in which the XML declaration ends; more of it is white space. */
const MAX_DECLARATION = 100_000;
/**
 * Decodes an XML file: byte order mark first, then the encoding declaration, then UTF-8.
 * @param path for errors
 * @returns the text without the byte order mark, and with the encoding that {@link encode} needs to give the same bytes back
 * @throws ProblemsError for a file of another kind, contradictions, an encoding that is not supported and bytes that are not valid
 * @see https://www.w3.org/TR/xml/#charencoding
 */
function decode(bytes, path) {
    const marked = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
    const guessed = marked ? { name: marked.name, byteOrderMark: true } : byFirstBytes(bytes);
    const body = bytes.subarray(marked?.mark.length ?? 0);
    const head = Buffer.from(body.subarray(0, MAX_DECLARATION)).toString('latin1');
    if (!marked)
        (0,before_parsing/* refuseMistakenBytes */.c2)(new source_text/* SourceText */.D(path, head, guessed));
    const ascii = guessed.name === 'UTF-8' ? head : head.replaceAll('\0', '');
    const encoding = declaredEncoding(new source_text/* SourceText */.D(path, ascii, guessed));
    const { text, isWhole } = readValid(body, encoding.name);
    const source = new source_text/* SourceText */.D(path, text, encoding);
    if (isWhole)
        return source;
    // A file that starts with such a byte is not empty.
    if ((0,white_space/* trimXml */.On)(text) !== '')
        (0,before_parsing/* refuseMistakenText */.OC)(source);
    const what = `The file contains bytes that are not valid ${encoding.name}.`;
    return source.refuse(text.length, what, SAVE_AS_UTF_8);
}
/** The reverse of {@link decode}. Characters that the encoding lacks must have been replaced by references before. */
function encode(text, { name, byteOrderMark }) {
    if (!isUnicode(name))
        return encodeSingleByte(text, name);
    const marked = byteOrderMark ? `\uFEFF${text}` : text;
    if (name === 'UTF-8')
        return Buffer.from(marked);
    const littleEndian = Buffer.from(marked, 'utf16le');
    return name === 'UTF-16LE' ? littleEndian : littleEndian.swap16();
}
/** Replaces the characters that the encoding lacks by numeric references; for markup and text, not for CDATA. */
function referToUnencodable(markup, { name }) {
    if (isUnicode(name))
        return markup;
    return [...markup].map((c) => (hasCharacter(name, c) ? c : `&#${c.codePointAt(0)};`)).join('');
}
function canEncode(text, { name }) {
    return isUnicode(name) || [...text].every((c) => hasCharacter(name, c));
}
function isUnicode(name) {
    return name.startsWith('UTF-');
}
/** Without a mark, the server's parser knows UTF-16 by the zero bytes in "<?", with which a declaration starts. */
function byFirstBytes(bytes) {
    if (bytes[1] === 0)
        return { name: 'UTF-16LE', byteOrderMark: false };
    return bytes[0] === 0 ? { name: 'UTF-16BE', byteOrderMark: false } : UTF_8;
}
/** The encoding that the declaration names, if it can be the one that was guessed from the first bytes. */
function declaredEncoding(head) {
    const { encoding: guessed } = head;
    const declared = (0,before_parsing/* readXmlDeclaration */.Qi)(head).encoding?.toUpperCase();
    const names = guessed.name === 'UTF-8' ? ['UTF-8', 'UTF8'] : ['UTF-16', guessed.name];
    if (declared === undefined || names.includes(declared))
        return guessed;
    const name = SINGLE_BYTE_ENCODINGS.get(declared);
    if (name && guessed === UTF_8)
        return { name, byteOrderMark: false };
    if (!name && !['UTF-8', 'UTF8', 'UTF-16'].includes(declared))
        head.refuse(0, `The encoding "${declared}" is not supported.`, SAVE_AS_UTF_8);
    const found = `${guessed.name}${guessed.byteOrderMark ? ' with a byte order mark' : ''}`;
    return head.refuse(0, `The declaration says "${declared}", but the bytes are ${found}.`, SAVE_AS_UTF_8);
}
/** The text up to the first byte that is not valid. */
function readValid(body, name) {
    if (!isUnicode(name)) {
        const text = decodeSingleByte(body, name);
        return { text, isWhole: text.length === body.length };
    }
    const read = (length) => new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(body.subarray(0, length), {
        stream: length < body.length,
    });
    const length = (0,source_text/* largest */.nQ)(body.length, (end) => {
        try {
            read(end);
            return true;
        }
        catch {
            return false;
        }
    });
    return { text: read(length), isWhole: length === body.length };
}


/***/ }),

/***/ 7422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w2: () => (/* reexport */ SKELETON),
  bm: () => (/* reexport */ currentValue),
  UI: () => (/* reexport */ isFromSkeleton),
  oS: () => (/* reexport */ planMobileConfig),
  to: () => (/* reexport */ renderMobileConfig)
});

// EXTERNAL MODULE: ./node_modules/@rgrove/parse-xml/dist/lib/XmlComment.js
var XmlComment = __webpack_require__(2795);
// EXTERNAL MODULE: ./node_modules/@rgrove/parse-xml/dist/lib/XmlElement.js
var XmlElement = __webpack_require__(5614);
// EXTERNAL MODULE: ./build/problems.js
var problems = __webpack_require__(7806);
// EXTERNAL MODULE: ./build/mobile-config/before-parsing.js
var before_parsing = __webpack_require__(168);
// EXTERNAL MODULE: ./build/mobile-config/document.js
var mobile_config_document = __webpack_require__(8819);
// EXTERNAL MODULE: ./build/mobile-config/encoding.js + 1 modules
var mobile_config_encoding = __webpack_require__(6464);
// EXTERNAL MODULE: ./build/mobile-config/namespaces.js
var namespaces = __webpack_require__(1234);
// EXTERNAL MODULE: ./build/desired-state/index.js + 14 modules
var desired_state = __webpack_require__(4558);
// EXTERNAL MODULE: ./build/findings.js
var findings = __webpack_require__(3876);
// EXTERNAL MODULE: ./build/text/white-space.js
var white_space = __webpack_require__(900);
// EXTERNAL MODULE: ./build/mobile-config/value.js
var mobile_config_value = __webpack_require__(8133);
;// CONCATENATED MODULE: ./build/mobile-config/plan.js







/**
 * Decides which edits and new elements give every setting its wanted value.
 * @throws ProblemsError with everything in the file that stands in the way, each with line and column
 */
function planEdits(document, settings) {
    const planner = new Planner(document);
    // The server reads one of each; a file that has two is ambiguous even where no value of theirs is wanted.
    for (const key of mobile_config_document/* SECURITY_KEYS */.Up)
        planner.try(() => (0,mobile_config_document/* locate */.x5)(document, [mobile_config_document/* SECURITY_SETTINGS */.hY, key]));
    for (const setting of settings)
        planner.try(() => planner.add(setting));
    (0,problems/* throwIfAny */.MI)([...planner.problems.values()]);
    const { edits, newElements, changes, findings } = planner;
    return { edits, newElements, changes, findings };
}
class Planner {
    edits = [];
    /** By the elements that they go into; see insertion.ts. */
    newElements = new Map();
    changes = [];
    findings = [];
    /** By their text: one fault of the file stands in the way of several settings. */
    problems = new Map();
    #document;
    #source;
    constructor(document) {
        this.#document = document;
        this.#source = document.source;
    }
    /** Keeps what an action refuses, so that all of it is told at once. */
    try(action) {
        try {
            action();
        }
        catch (error) {
            if (!(error instanceof problems/* ProblemsError */.FQ))
                throw error;
            for (const problem of error.problems)
                this.problems.set((0,problems/* problemText */.fI)(problem), problem);
        }
    }
    add(setting) {
        const found = (0,mobile_config_document/* locate */.x5)(this.#document, setting.elements);
        if ('missing' in found)
            this.#absent(setting, found);
        else if (setting.attribute === undefined)
            this.#element(setting, found);
        else
            this.#attribute(setting, found, setting.attribute);
    }
    #element(setting, element) {
        const before = (0,mobile_config_value/* elementValue */.A3)(this.#source, element);
        if ((0,desired_state/* isSameValue */.am)(setting, before))
            return;
        const edit = (0,mobile_config_value/* elementEdit */.jC)(this.#source, element, setting.value);
        this.#change(setting, before, element.start, edit);
    }
    #attribute(setting, element, name) {
        const given = element.attributes[name];
        const before = given === undefined ? null : (0,white_space/* trimXml */.On)(given);
        if (before === null)
            this.#demandNames(setting, element, [name]);
        else if ((0,desired_state/* isSameValue */.am)(setting, before))
            return;
        const edit = (0,mobile_config_value/* attributeEdit */.pN)(this.#source, element, name, setting.value);
        this.#change(setting, before, edit.start, edit);
    }
    #absent(setting, { parent, missing }) {
        const { value, attribute } = setting;
        this.#demandNames(setting, parent, [...missing, attribute ?? '']);
        const element = this.#newElement(setting, parent, missing);
        if (attribute === undefined)
            element.text = value;
        else
            element.attributes.set(attribute, value);
        this.#change(setting, null, (0,mobile_config_document/* endTagStart */.cY)(this.#source, parent));
    }
    /** Only the security section is created with children: any other missing parent is taken for a typing error. */
    #newElement(setting, parent, missing) {
        const { root } = this.#document;
        const [name, child, ...deeper] = missing;
        const isSection = parent === root && name === mobile_config_document/* SECURITY_SETTINGS */.hY && deeper.length === 0;
        const isPlain = child === undefined && setting.attribute === undefined;
        const stray = (0,mobile_config_value/* strayText */.T3)(this.#source, parent);
        // In an element that holds elements by its nature, text is no value.
        const holdsElements = parent === root || (0,mobile_config_document/* childElements */.AR)(this.#document, root, mobile_config_document/* SECURITY_SETTINGS */.hY).includes(parent);
        if (stray && holdsElements)
            throw new problems/* ProblemsError */.FQ([stray]);
        if (stray || !(isSection || isPlain)) {
            const what = `${mobile_config_document/* ROOT_NAME */.l6}/${(0,desired_state/* settingName */.QX)(setting)} (${setting.source}) cannot be set, because element "${parent.name}" has no element "${name}".`;
            const cure = 'Correct the path in the settings input, or add the element to the file first.';
            this.#source.refuse(parent.start, what, cure);
        }
        const siblings = this.newElements.get(parent) ?? [];
        this.newElements.set(parent, siblings);
        const element = foundOrAdded(siblings, name);
        return child === undefined ? element : foundOrAdded(element.children, child);
    }
    /** In a value a reference can stand for a character that the encoding lacks, in a name it cannot. */
    #demandNames(setting, parent, names) {
        const { encoding } = this.#source;
        const name = names.find((each) => !(0,mobile_config_encoding/* canEncode */.rM)(each, encoding));
        if (name === undefined)
            return;
        const what = `The file is in ${encoding.name}, which cannot represent the name "${name}" (${setting.source}).`;
        const cure = 'Correct the path in the settings input, or save the file as UTF-8 with encoding="UTF-8" in its declaration.';
        this.#source.refuse(parent.start, what, cure);
    }
    #change(setting, before, offset, edit) {
        if (edit)
            this.edits.push(edit);
        const { number: line } = this.#source.lineAt(offset);
        const { value: after, source } = setting;
        this.changes.push({ setting: (0,desired_state/* settingName */.QX)(setting), before, after, source, line });
        if (before === null && !(0,desired_state/* isManaged */.yF)(setting))
            this.findings.push(addedFinding(setting, this.#source.path, line));
    }
}
function foundOrAdded(siblings, name) {
    const found = siblings.find((element) => element.name === name);
    if (found)
        return found;
    const added = { name, attributes: new Map(), text: '', children: [] };
    siblings.push(added);
    return added;
}
/** A path of the settings input may be misspelt; what the action manages itself is known to be right. */
function addedFinding(setting, path, line) {
    const { elements, attribute, value: wanted } = setting;
    const name = (0,desired_state/* settingName */.QX)(setting);
    const [where, schema] = attribute === undefined
        ? [`at the end of "${elements.at(-2) ?? mobile_config_document/* ROOT_NAME */.l6}"`, 'requires the element elsewhere']
        : [`to "${elements.at(-1) ?? mobile_config_document/* ROOT_NAME */.l6}"`, 'does not know the attribute'];
    const what = `${name} was not in the file and has been added ${where}.`;
    const cure = `Check the spelling of the name: the server refuses the check-in if its schema ${schema}.`;
    return (0,findings/* finding */.gk)('MSSO011', { where: `${path}:${line}`, what, cure, wanted, setting: name, line });
}

// EXTERNAL MODULE: ./build/mobile-config/source-text.js
var source_text = __webpack_require__(6871);
;// CONCATENATED MODULE: ./build/mobile-config/render.js









/** The largest mobile-config.xml that is read, in bytes. Real ones have some tens of kilobytes. */
const MAX_BYTES = 5_000_000;
/**
 * Decides what in a file is to change so that every setting has its wanted value.
 * @throws ProblemsError when the file cannot be edited with certainty; each problem has line and column
 */
function planMobileConfig({ path, bytes }, settings) {
    if (bytes.length > MAX_BYTES) {
        const what = `The file has ${bytes.length} bytes; the limit is ${MAX_BYTES}.`;
        const cure = 'Check that config-path names the right file.';
        throw new problems/* ProblemsError */.FQ([{ where: `${path}:1:1`, what, cure }]);
    }
    const document = (0,mobile_config_document/* parseMobileConfig */.Qz)((0,mobile_config_encoding/* decode */.D4)(bytes, path));
    return { bytes, document, settings, ...planEdits(document, settings) };
}
/**
 * Gives every setting its wanted value and leaves all other bytes as they are.
 * @throws ProblemsError when the file cannot be edited with certainty; each problem has line and column
 */
async function renderMobileConfig(file, settings) {
    const planned = planMobileConfig(file, settings);
    if (planned.newElements.size === 0)
        return edited(planned, []);
    // What writes XML takes a while to load.
    const { insertionEdits } = await Promise.all(/* import() */[__webpack_require__.e(697), __webpack_require__.e(547)]).then(__webpack_require__.bind(__webpack_require__, 9497));
    return edited(planned, insertionEdits(planned));
}
/** Makes the edits of a plan and of insertion.ts. Checks that the file is well-formed and has the wanted values then. */
function edited(planned, insertions) {
    const { bytes, document, changes, findings } = planned;
    const { path, text: before, encoding } = document.source;
    if (changes.length === 0)
        return { bytes, before, after: before, changes, findings };
    const edits = [...planned.edits, ...insertions];
    const after = (0,source_text/* applyEdits */.ct)(before, edits);
    (0,before_parsing/* demandParsable */.Wb)(new source_text/* SourceText */.D(path, after, encoding));
    if (!hasWantedValues(planned, edits))
        throw new Error(`${path}: the edits did not produce the desired values; nothing was written`);
    const encoded = (0,mobile_config_encoding/* encode */.lF)(after, encoding);
    if ((0,mobile_config_encoding/* decode */.D4)(encoded, path).text !== after)
        throw new Error(`${path}: ${encoding.name} cannot represent the desired values; nothing was written`);
    return { bytes: encoded, before, after, changes, findings };
}
/**
 * Parses the edited file again, with an empty comment in the place of each child of the root that no edit touches and no setting
 * is looked for in.
 *
 * That is as good as parsing everything. Each of these children was parsed as a whole element and has the same characters in
 * the edited file; the root's start tag, which binds their prefixes, is the same; and where the parser takes the comment for a
 * child of the root, it would take an element, too. Nothing in an element depends on its siblings.
 * @see https://www.w3.org/TR/xml/#NT-content
 */
function hasWantedValues(planned, edits) {
    const { document, settings } = planned;
    const { path, text, encoding } = document.source;
    const omitted = omissions(planned, edits);
    const shortened = (0,source_text/* applyEdits */.ct)(text, [...edits, ...omitted]);
    const result = (0,mobile_config_document/* parseMobileConfig */.Qz)(new source_text/* SourceText */.D(path, shortened, encoding));
    const emptyComments = ({ root: { children } }) => children.filter((node) => node instanceof XmlComment/* XmlComment */.d && node.content === '').length;
    if (emptyComments(result) !== emptyComments(document) + omitted.length)
        return false;
    return planEdits(result, settings).changes.length === 0;
}
function omissions({ document: { root, source }, settings }, edits) {
    const content = (0,source_text/* readStartTag */.rL)(source, root).end;
    if (edits.some(({ start }) => start < content))
        return [];
    const names = new Set([mobile_config_document/* SECURITY_SETTINGS */.hY, ...settings.map(({ elements }) => elements[0])]);
    const isTouched = ({ start, end }) => edits.some((edit) => edit.start < end && edit.end > start);
    return root.children
        .filter((node) => node instanceof XmlElement/* XmlElement */.W && !names.has((0,namespaces/* localName */.fk)(node.name)) && !isTouched(node))
        .map(({ start, end }) => ({ start, end, replacement: '<!---->' }));
}
/**
 * The value of an element, without surrounding white space, and its line; undefined where the file has none, or an empty one.
 * @throws ProblemsError when the file cannot be read with certainty
 */
function currentValue({ path, bytes }, elements) {
    const document = (0,mobile_config_document/* parseMobileConfig */.Qz)((0,mobile_config_encoding/* decode */.D4)(bytes, path));
    const found = (0,mobile_config_document/* locate */.x5)(document, elements);
    if ('missing' in found)
        return undefined;
    const value = (0,mobile_config_value/* elementValue */.A3)(document.source, found);
    return value ? { value, line: document.source.lineAt(found.start).number } : undefined;
}

;// CONCATENATED MODULE: ./build/mobile-config/skeleton.js


/** Tells the skeleton from a server's file as long as nobody has removed it; people may write more into the comment. */
const CAUTION = 'Only the security section. This is not a complete mobile-config.xml: check the file out of the server with wsadmin and merge this section into it.';
/** A mobile-config.xml without any section, for a repository that has none: rendering adds the security section to it. */
const SKELETON = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<${mobile_config_document/* ROOT_NAME */.l6} xmlns="${namespaces/* MOBILE_CONFIG_NAMESPACE */.mH}">
  <!-- ${CAUTION} -->
</${mobile_config_document/* ROOT_NAME */.l6}>
`);
/** Whether a file is the skeleton with settings in it. It is written in UTF-8, so no other encoding is looked for. */
function isFromSkeleton(bytes) {
    return Buffer.from(bytes).includes(CAUTION);
}

;// CONCATENATED MODULE: ./build/mobile-config/index.js




/***/ }),

/***/ 1234:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ Namespaces),
/* harmony export */   CI: () => (/* binding */ cutName),
/* harmony export */   Jl: () => (/* binding */ MAX_FAULTS),
/* harmony export */   fk: () => (/* binding */ localName),
/* harmony export */   mH: () => (/* binding */ MOBILE_CONFIG_NAMESPACE)
/* harmony export */ });
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5614);
/* harmony import */ var _text_truncate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3770);
/* harmony import */ var _source_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6871);



/** The namespace of mobile-config.xml, as the vendor's files declare it. */
const MOBILE_CONFIG_NAMESPACE = 'http://www.ibm.com/mobile-config';
/** Faults of one kind that are told; a hostile file has a million of them. */
const MAX_FAULTS = 20;
const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';
/**
 * The namespace of every element, and what keeps the document from being well-formed with namespaces. In linear time.
 * @throws RangeError for elements that are nested too deeply
 * @see https://www.w3.org/TR/xml-names/#Conformance
 */
class Namespaces {
    /** In document order. */
    elements = [];
    /** The namespaces of elements that are not in the vendor's: empty for none, undefined for a prefix that nothing binds. */
    foreign = new Map();
    /** At most {@link MAX_FAULTS}. */
    problems = [];
    #source;
    /** What each prefix is bound to in the current element; the empty prefix is for the default. */
    #bindings = new Map([['xml', XML]]);
    /** Whether a name is a qualified one: thousands of elements share a few names. */
    #qualified = new Map();
    constructor(source, root) {
        this.#source = source;
        this.#read(root);
    }
    #read(element) {
        const names = Object.keys(element.attributes);
        const declarations = names.filter(isDeclaration);
        const outer = declarations.map((name) => [name, this.#bindings.get(declaredPrefix(name))]);
        for (const name of declarations)
            this.#declare(element, name, element.attributes[name]);
        const prefix = prefixOf(element.name);
        const namespace = this.#bindings.get(prefix) || (prefix ? undefined : '');
        this.elements.push(element);
        if (namespace !== MOBILE_CONFIG_NAMESPACE)
            this.foreign.set(element, namespace);
        this.#demandBoundName(element, undefined);
        for (const name of names)
            if (!isDeclaration(name))
                this.#demandBoundName(element, name);
        if (names.length > 1)
            this.#demandDistinct(element, names);
        for (const child of element.children)
            if (child instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_1__/* .XmlElement */ .W)
                this.#read(child);
        for (const [name, bound] of outer)
            this.#bindings.set(declaredPrefix(name), bound);
    }
    #declare(element, name, namespace) {
        const prefix = declaredPrefix(name);
        this.#bindings.set(prefix, namespace);
        const isReserved = prefix === 'xmlns' || namespace === XMLNS || (prefix === 'xml') !== (namespace === XML);
        if (!isQName(name))
            this.#refuse(element, name, 'notQualified');
        else if (isReserved)
            this.#refuse(element, name, 'reserved');
        else if (prefix && !namespace)
            this.#refuse(element, name, 'empty');
    }
    #demandBoundName(element, attribute) {
        const name = attribute ?? element.name;
        const prefix = prefixOf(name);
        const isQualified = this.#qualified.get(name) ?? isQName(name);
        this.#qualified.set(name, isQualified);
        if (!isQualified)
            this.#refuse(element, attribute, 'notQualified');
        else if (prefix && !this.#bindings.get(prefix))
            this.#refuse(element, attribute, 'unbound');
    }
    /** Two prefixes may stand for one namespace. */
    #demandDistinct(element, names) {
        const seen = new Map();
        for (const name of names) {
            const isPrefixed = name.includes(':') && !isDeclaration(name);
            const namespace = isPrefixed && this.#bindings.get(prefixOf(name));
            if (!namespace)
                continue;
            const namespaces = seen.get(localName(name)) ?? new Set();
            if (namespaces.has(namespace))
                this.#refuse(element, name, 'twice');
            seen.set(localName(name), namespaces.add(namespace));
        }
    }
    #refuse(element, attribute, fault) {
        if (this.problems.length === MAX_FAULTS)
            return;
        const name = attribute ?? element.name;
        const place = (0,_source_text_js__WEBPACK_IMPORTED_MODULE_0__/* .readStartTag */ .rL)(this.#source, element).attributes.find((each) => each.name === attribute);
        const [what, cure] = FAULTS[fault];
        const quoted = `${attribute === undefined ? 'element' : 'attribute'} "${cutName(name)}"`;
        const told = this.#source.problem(place?.nameStart ?? element.start, what.replace('$', () => quoted), cure.replace('$', () => cutName(prefixOf(name))));
        this.problems.push(told);
    }
}
/** What is wrong with an element or attribute, "$", and what to do; there "$" is its prefix. */
const FAULTS = {
    notQualified: [
        'The name of $ is not valid in XML with namespaces.',
        'A name has at most one colon, and starts with a letter or an underscore, as does the part after the colon.',
    ],
    unbound: ['The prefix of $ is not bound to a namespace.', 'Declare it with xmlns:$="…" or remove it.'],
    twice: ['The $ occurs twice: another prefix stands for the same namespace.', 'Remove one of the two.'],
    empty: [
        'The $ declares a prefix without a namespace.',
        'Give it the namespace that the prefix stands for, or remove it.',
    ],
    /** @see https://www.w3.org/TR/xml-names/#xmlReserved */
    reserved: [
        'The $ declares a prefix or a namespace that belongs to XML itself.',
        'Remove it: the prefix "xml" needs no declaration.',
    ],
};
function isDeclaration(name) {
    return name === 'xmlns' || name.startsWith('xmlns:');
}
/** The prefix that a declaration binds; empty for the default namespace. */
function declaredPrefix(declaration) {
    return declaration.slice('xmlns:'.length);
}
/** Characters beyond U+FFFF are in no name of XML 1.0 as the server's parser reads it (fourth edition). */
const NOT_IN_NAMES = /[\u{10000}-\u{10ffff}]/u;
const START = /^[\p{L}\p{Nl}\u212e_]/u;
/** The parser has looked at the name's characters, but takes a colon for one of them. */
function isQName(name) {
    const local = localName(name);
    const isPrefixed = local === name || START.test(name);
    return isPrefixed && START.test(local) && !local.includes(':') && !NOT_IN_NAMES.test(name);
}
function localName(name) {
    return name.slice(name.indexOf(':') + 1);
}
/** The prefix of a name without its colon; empty where there is none. */
function prefixOf(name) {
    return name.slice(0, Math.max(0, name.indexOf(':')));
}
/** A name or a namespace as problems quote it. */
function cutName(text) {
    return (0,_text_truncate_js__WEBPACK_IMPORTED_MODULE_2__/* .truncate */ .x)(text, 200);
}


/***/ }),

/***/ 6871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ SourceText),
/* harmony export */   ct: () => (/* binding */ applyEdits),
/* harmony export */   nQ: () => (/* binding */ largest),
/* harmony export */   rL: () => (/* binding */ readStartTag)
/* harmony export */ });
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7806);

/** A file's text with the questions that edits ask of it: lines, columns, line ends, indentation. Offsets are UTF-16 code units. */
class SourceText {
    path;
    text;
    encoding;
    #lineStarts;
    constructor(path, text, encoding) {
        this.path = path;
        this.text = text;
        this.encoding = encoding;
    }
    /** The line of an offset: its one-based number, and the offsets where it starts and where its ending does. */
    lineAt(offset) {
        const starts = this.#starts();
        const index = largest(starts.length - 1, (each) => starts[each] <= offset);
        const start = starts[index];
        const next = starts[index + 1] ?? this.text.length;
        const [ending] = /(?:\r\n?|\n)?$/.exec(this.text.slice(Math.max(start, next - 2), next));
        return { number: index + 1, start, end: next - ending.length, ending };
    }
    /** What is wrong at an offset: "mobile-config.xml:12:7", line and column one-based. */
    problem(offset, what, cure) {
        const { number, start } = this.lineAt(offset);
        return { where: `${this.path}:${number}:${offset - start + 1}`, what, cure };
    }
    /** Throws a ProblemsError with one problem. */
    refuse(offset, what, cure) {
        throw new _problems_js__WEBPACK_IMPORTED_MODULE_0__/* .ProblemsError */ .FQ([this.problem(offset, what, cure)]);
    }
    /** The white space at the start of the line when nothing else stands between it and the offset. */
    indentationBefore(offset) {
        // Backwards from the offset: a line may hold a million elements behind a million spaces.
        let start = offset;
        while (start > 0 && ' \t'.includes(this.text[start - 1]))
            start--;
        return start === this.lineAt(offset).start ? this.text.slice(start, offset) : undefined;
    }
    /** The ending of the line before the offset's, else of the first one, else LF. */
    lineEnding(offset) {
        const { start } = this.lineAt(offset);
        return this.lineAt(Math.max(0, start - 1)).ending || '\n';
    }
    /** CRLF, LF and a lone CR end a line. */
    #starts() {
        if (!this.#lineStarts) {
            this.#lineStarts = [0];
            const ending = /\r\n?|\n/g;
            while (ending.test(this.text))
                this.#lineStarts.push(ending.lastIndex);
        }
        return this.#lineStarts;
    }
}
/** The largest number from 0 to a limit for which a condition holds; it holds for 0, and for all numbers below one for which it holds. */
function largest(limit, holds) {
    if (holds(limit))
        return limit;
    let low = 0;
    let high = limit - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (holds(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
/**
 * The start tag, or empty-element tag, of an element. The parser reports elements with their offsets but not their attributes; in a
 * well-formed tag quotes are the only thing that can hide a ">".
 */
function readStartTag({ text }, element) {
    const nameEnd = element.start + 1 + element.name.length;
    const attribute = /([ \t\r\n]+)([^ \t\r\n=/>]+)[ \t\r\n]*=[ \t\r\n]*("[^"]*"|'[^']*')/gy;
    attribute.lastIndex = nameEnd;
    const attributes = Array.from(text.matchAll(attribute), (match) => {
        const [whole, blanks, name, literal] = match;
        const valueEnd = match.index + whole.length - 1;
        return {
            name,
            nameStart: match.index + blanks.length,
            quote: text[valueEnd],
            valueStart: valueEnd - literal.length + 2,
            valueEnd,
        };
    });
    const last = attributes.at(-1);
    const end = text.indexOf('>', last ? last.valueEnd + 1 : nameEnd) + 1;
    return { nameEnd, attributes, end, isEmpty: text[end - 2] === '/' };
}
/**
 * Splices edits into a text; everything outside of them stays as it is.
 * @param edits in any order; edits with the same start are applied in the order given
 * @throws RangeError when two edits overlap, which would be a mistake of the caller
 */
function applyEdits(text, edits) {
    const pieces = [];
    let position = 0;
    for (const { start, end, replacement } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
        if (start < position)
            throw new RangeError(`two edits overlap at offset ${start}`);
        pieces.push(text.slice(position, start), replacement);
        position = end;
    }
    return pieces.join('') + text.slice(position);
}


/***/ }),

/***/ 8133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ elementValue),
/* harmony export */   Gj: () => (/* binding */ escapeAttribute),
/* harmony export */   T3: () => (/* binding */ strayText),
/* harmony export */   X1: () => (/* binding */ escapeText),
/* harmony export */   jC: () => (/* binding */ elementEdit),
/* harmony export */   pN: () => (/* binding */ attributeEdit)
/* harmony export */ });
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5614);
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8763);
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9447);
/* harmony import */ var _text_truncate_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3770);
/* harmony import */ var _text_white_space_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(900);
/* harmony import */ var _encoding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6464);
/* harmony import */ var _source_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6871);





/** The text of an element without the white space around it. Refuses an element that holds elements. */
function elementValue(source, { name, children }) {
    const child = children.find((node) => node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_2__/* .XmlElement */ .W);
    if (!child)
        return (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .trimXml */ .On)(children.map((node) => (node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_4__/* .XmlText */ .Z ? node.text : '')).join(''));
    const what = `Element "${name}" contains element "${child.name}", but a plain value is expected.`;
    const cure = `Keep only text between <${name}> and </${name}>, or correct the path.`;
    return source.refuse(child.start, what, cure);
}
/**
 * The edit that gives an element a new value: only the characters from the first to the last that is not white space change.
 * A CDATA section stays one where the value allows it, as do comments beside the value. Refuses a comment that splits the value.
 */
function elementEdit(source, element, value) {
    const { text, encoding } = source;
    const tag = (0,_source_text_js__WEBPACK_IMPORTED_MODULE_1__/* .readStartTag */ .rL)(source, element);
    const escaped = (0,_encoding_js__WEBPACK_IMPORTED_MODULE_0__/* .referToUnencodable */ .KH)(escapeText(value), encoding);
    if (tag.isEmpty) {
        const start = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .endOfContent */ .UX)(text, tag.end - '/>'.length);
        return { start, end: tag.end, replacement: `>${escaped}</${element.name}>` };
    }
    const { name, children } = element;
    const filled = children.filter((node) => node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_4__/* .XmlText */ .Z && (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .trimXml */ .On)(node.text) !== '');
    const first = filled[0] ?? children.find((node) => node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_5__/* .XmlCdata */ .n);
    const last = filled.at(-1) ?? first;
    if (!first || !last)
        return { start: tag.end, end: tag.end, replacement: escaped };
    const between = children.slice(children.indexOf(first), children.indexOf(last));
    if (between.some((node) => !(node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_4__/* .XmlText */ .Z))) {
        const what = `A comment or processing instruction splits the value of element "${name}" in two.`;
        source.refuse(last.start, what, 'Move it before or after the element.');
    }
    // In CDATA a carriage return would be read as a line feed, and there are no references.
    const fitsCdata = !/\]\]>|\r/.test(value) && (0,_encoding_js__WEBPACK_IMPORTED_MODULE_0__/* .canEncode */ .rM)(value, encoding);
    if (first === last && first instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_5__/* .XmlCdata */ .n && fitsCdata) {
        const end = first.end - ']]>'.length;
        const start = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .startOfContent */ .rG)(text, first.start + '<![CDATA['.length, end);
        return { start, end: Math.max(start, (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .endOfContent */ .UX)(text, end)), replacement: value };
    }
    const start = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .startOfContent */ .rG)(text, first.start, first.end);
    return { start, end: (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .endOfContent */ .UX)(text, last.end), replacement: escaped };
}
/** The edit that gives an attribute a new value in the quotes that it has. One that is missing goes after the others, quoted as they are. */
function attributeEdit(source, element, name, value) {
    const { attributes, nameEnd } = (0,_source_text_js__WEBPACK_IMPORTED_MODULE_1__/* .readStartTag */ .rL)(source, element);
    const existing = attributes.find((each) => each.name === name);
    const last = attributes.at(-1);
    const quote = (existing ?? last)?.quote ?? '"';
    const escaped = (0,_encoding_js__WEBPACK_IMPORTED_MODULE_0__/* .referToUnencodable */ .KH)(escapeAttribute(value, quote), source.encoding);
    if (existing)
        return { start: existing.valueStart, end: existing.valueEnd, replacement: escaped };
    const start = last ? last.valueEnd + 1 : nameEnd;
    return { start, end: start, replacement: ` ${name}=${quote}${escaped}${quote}` };
}
/** Escapes a value for element content. A carriage return becomes a reference, else a parser would read it as a line feed. */
function escapeText(value) {
    return value
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('\r', '&#13;');
}
/** Escapes a value for an attribute that is quoted with `quote`. White space other than spaces would be normalised away. */
function escapeAttribute(value, quote) {
    return escapeText(value)
        .replaceAll('\n', '&#10;')
        .replaceAll('\t', '&#9;')
        .replaceAll(quote, quote === '"' ? '&quot;' : '&apos;');
}
const MAX_TEXT = 40;
/** The first text between the elements of a section, which the server has no use for. */
function strayText(source, section) {
    const node = section.children.find((each) => each instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_4__/* .XmlText */ .Z && (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .trimXml */ .On)(each.text) !== '');
    if (!node)
        return undefined;
    const start = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .startOfContent */ .rG)(source.text, node.start, node.end);
    const text = (0,_text_truncate_js__WEBPACK_IMPORTED_MODULE_6__/* .truncate */ .x)((0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_3__/* .trimXml */ .On)(source.text.slice(start, node.end)).split(/[\r\n]/, 1)[0], MAX_TEXT);
    const what = `There is text between the elements of "${section.name}": "${text}".`;
    // No comment can hold the end of one.
    if (text.includes('-->'))
        return source.problem(start, what, 'Remove it: it is the remainder of a comment.');
    return source.problem(start, what, 'Remove it, or turn it into a comment.');
}


/***/ }),

/***/ 4687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ lookElsewhere),
/* harmony export */   V: () => (/* binding */ asksDiscovery)
/* harmony export */ });
/* harmony import */ var _entra_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5610);
/* harmony import */ var _findings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3876);
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8532);
/* harmony import */ var _network_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9304);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7806);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9226);






const NOTHING = { checked: [], findings: () => [] };
/**
 * Looks everywhere at the same time. A server that cannot be reached is a finding, never an error.
 * @throws AppRegistrationError; ProblemsError when the app registration is to be changed and cannot be given what is wanted
 */
async function lookElsewhere(run) {
    const [registered, others] = await (0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .together */ .bs)(inspectRegistration(run), lookOutside(run));
    const seen = [registered, ...others];
    return {
        ...registered,
        checked: seen.flatMap(({ checked }) => checked),
        findings: (isAsWanted) => seen.flatMap(({ findings }) => findings(isAsWanted)),
    };
}
/** Asks what needs no sign-in: the discovery document, and the live server with its certificate. */
async function lookOutside(run) {
    const seen = await Promise.all([askDiscovery(run), inspectServer(run)]);
    run.progress.findings = [...run.progress.findings, ...seen.flatMap(({ findings }) => findings(undefined))];
    return seen;
}
/** Reads the app registration and decides; nothing is loaded where the run leaves it alone. */
async function inspectRegistration(run) {
    const { request, progress, world, log, mask, signIns } = run;
    if (!request)
        return { ...NOTHING, registration: undefined, apply: undefined };
    const { applyRegistration, planRegistration } = await (0,_entra_index_js__WEBPACK_IMPORTED_MODULE_0__/* .loadReconcile */ .fQ)();
    const surroundings = {
        fetchOnce: world.fetch,
        fetch: (0,_network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .retrying */ .R$)(world.fetch, { warning: log.warning, wait: world.wait }),
        environment: world.environment,
        wait: world.wait,
        signIns,
        mask,
        changed: () => {
            progress.azure = 'changed';
        },
        inDoubt: (isInDoubt) => {
            progress.azure = isInDoubt ? 'in doubt' : 'unchanged';
        },
    };
    const planned = await planRegistration(request, surroundings);
    const { displayName, objectId } = planned.registration;
    const { changes, problems } = planned.plan;
    const { reconcile } = request;
    const { clientId } = request.signIn;
    const findings = [...(reconcile === 'check' ? planned.drift : []), ...planned.audit];
    const registration = { reconcile, clientId, displayName, objectId, changes, findings, isChanged: false };
    progress.findings = [...progress.findings, ...findings];
    progress.registration = registration;
    const seen = { checked: ['azure'], findings: () => findings, registration };
    if (reconcile === 'check')
        return { ...seen, apply: undefined };
    progress.differs ||= problems.length > 0;
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .throwIfAny */ .MI)(problems);
    return { ...seen, apply: () => applyRegistration(planned, request, surroundings) };
}
/** Whether Entra is asked about the endpoints: in mode check always, else where the run looks beyond the repository anyway. */
function asksDiscovery({ inputs, request, }) {
    return inputs.mode === 'check' || request !== undefined || inputs.connectionsUrl !== '';
}
async function askDiscovery(run) {
    if (!asksDiscovery(run))
        return NOTHING;
    const { signIn } = run.desired;
    const { discoveryFindings, readDiscovery } = await (0,_entra_index_js__WEBPACK_IMPORTED_MODULE_0__/* .loadDiscovery */ .Xd)();
    const answer = await readDiscovery(run.world.fetch, signIn);
    const findings = discoveryFindings(answer, signIn);
    // A note that nothing could be compared is not the same as a comparison.
    const isCompared = answer?.kind === 'document' || findings.some(({ severity }) => severity !== 'notice');
    return { checked: isCompared ? ['discovery'] : [], findings: () => findings };
}
async function inspectServer({ world, inputs, desired, log }) {
    const { connectionsUrl: url, certificateWarningDays: warningDays } = inputs;
    const { environment, deadline } = world;
    if (!url)
        return NOTHING;
    if (environment['MOBILE_SSO_TEST_ROOTS'])
        log.warning('MOBILE_SSO_TEST_ROOTS is set: the certificate check trusts authorities that no phone trusts.');
    const proxy = (0,_network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyFor */ .iJ)(url, environment)?.host;
    if (proxy)
        log.info(`The certificate and the configuration of ${url} are checked through the proxy ${proxy}.`);
    const server = await __webpack_require__.e(/* import() */ 871).then(__webpack_require__.bind(__webpack_require__, 2252));
    const ask = (send) => deadline.during(`the Connections server ${url}`, () => send({ url, roots: world.publicRoots, environment }));
    const live = (observation, isAsWanted) => server.liveFindings(observation, desired.settings, isAsWanted, desired.interceptedBy);
    const observation = await untilLive({ world, inputs, log }, live, () => ask(server.observeServer));
    const certificate = server.certificateFindings(observation, { now: new Date(), warningDays });
    // A server that has not answered once would only be waited for again.
    const answers = observation.kind === 'connected' && observation.live.kind === 'answer';
    const arePlugInsWanted = inputs.redirectUris.includes(_inputs_index_js__WEBPACK_IMPORTED_MODULE_2__/* .DESKTOP_REDIRECT_URI */ .bR);
    const plugIns = answers
        ? server.plugInFindings(observation.address.openidConfigurationUrl, await ask(server.askForPlugIns), {
            signIn: desired.signIn,
            arePlugInsWanted,
        })
        : [];
    const isCompared = hasSettings(observation, live(observation, true));
    const isSeen = !certificate.some(({ id }) => id === 'MSSO053');
    const isReached = observation.kind === 'connected' || !isSeen;
    const isMissed = inputs.waitForServerMinutes > 0 && isReached && !isCompared;
    return {
        checked: [...(isSeen ? ['certificate'] : []), ...(isCompared ? ['server'] : [])],
        findings: (isAsWanted) => [
            ...certificate,
            ...live(observation, isAsWanted),
            ...plugIns,
            ...(isMissed ? [waitedInVain(url, inputs.waitForServerMinutes)] : []),
        ],
    };
}
/** The server was reached and reports settings, or why it does not. */
function hasSettings({ kind }, findings) {
    return kind === 'connected' && !findings.some(({ id }) => id === 'MSSO070' || id === 'MSSO072');
}
function waitedInVain(where, minutes) {
    return (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('MSSO071', {
        where,
        what: `After ${minutes} minutes the server still reports none of the settings, so whether the new values are live is unknown.`,
        cure: 'Check that Mobile has started again. If this version of Connections never reports them, omit wait-for-server-minutes.',
    });
}
/** Seconds between two looks at a server that is being restarted. */
const PAUSE = 15;
/**
 * Looks until the server reports the wanted values, or as long as the input `wait-for-server-minutes` allows. Only that is waited
 * for: a certificate gets no better.
 */
async function untilLive({ world, inputs, log }, live, look) {
    const seconds = inputs.waitForServerMinutes * 60;
    const end = Date.now() + seconds * 1000;
    world.deadline.allow(seconds);
    for (let left = seconds / PAUSE;; left--) {
        const observation = await look();
        const findings = live(observation, true);
        const isLive = hasSettings(observation, findings) && !findings.some(_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .isDrift */ ._K);
        if (isLive || left <= 0 || Date.now() >= end)
            return observation;
        log.info(`${inputs.connectionsUrl} does not have the new values yet (${findings[0]?.title ?? 'no connection'}); checking again every ${PAUSE} seconds until ${new Date(end).toISOString()}.`);
        await world.wait(PAUSE, 'the next check of the server');
    }
}


/***/ }),

/***/ 2652:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ prepare),
/* harmony export */   p: () => (/* binding */ apiUrlOf)
/* harmony export */ });
/* harmony import */ var _desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4558);
/* harmony import */ var _entra_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5610);
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8532);
/* harmony import */ var _network_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9304);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7806);
/* harmony import */ var _elsewhere_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4687);
/* harmony import */ var _wanted_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(59);







/**
 * Reads the inputs and decides what is wanted. Nothing is asked of anybody.
 * @param core masks what is secret among the inputs
 * @throws ProblemsError with everything that is wrong
 */
function prepare(surroundings, core) {
    const { world, workspace, progress } = surroundings;
    const read = (0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_2__/* .readInputs */ .Ko)(core, world.environment, workspace);
    const desired = (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .desiredState */ .Iq)(read.inputs.values);
    progress.findings = desired.findings;
    const { azure } = read.inputs;
    const registration = azure && (0,_entra_index_js__WEBPACK_IMPORTED_MODULE_1__/* .registrationRequest */ .H3)(azure, desired.signIn, read.inputs);
    const request = registration?.ok ? registration.request : undefined;
    const shared = { ...surroundings, desired, request };
    const wrong = [
        ...(read.ok ? [] : read.problems),
        ...desired.problems,
        ...(registration?.ok === false ? registration.problems : []),
        ...(read.inputs.mode === 'render' ? [] : networkProblems({ ...shared, inputs: read.inputs })),
    ];
    if (read.ok && registration?.ok !== false && wrong.length === 0)
        return { ...shared, inputs: read.inputs };
    // What is wrong with a path by itself is told already.
    const isTold = ({ where }) => wrong.some((problem) => problem.where === where);
    const ofFiles = (0,_wanted_file_js__WEBPACK_IMPORTED_MODULE_6__/* .workspaceProblems */ .A)(read.inputs, desired, workspace);
    throw new _problems_js__WEBPACK_IMPORTED_MODULE_4__/* .ProblemsError */ .FQ([...wrong, ...ofFiles.filter((problem) => !isTold(problem))]);
}
/** What would let the run's requests go another way than people think, or to somebody else. */
function networkProblems(run) {
    const { environment } = run.world;
    const reached = urlsOf(run);
    const strange = (0,_network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .strangeExceptions */ .Rm)(environment);
    if (strange.length > 0 && reached.some((url) => (0,_network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyFor */ .iJ)(url, environment)))
        run.log.warning(`no_proxy: ${strange.map((entry) => JSON.stringify(entry)).join(', ')} is not recognised, so it does not bypass the proxy. Write host, .domain, host:port, an IP address or a network such as 10.0.0.0/8.`);
    return [...(0,_network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .verificationProblems */ .om)(environment), ...(0,_network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyProblems */ .Dg)(reached, environment)];
}
/** What the run sends requests to, as far as its inputs and the runner tell. */
function urlsOf(run) {
    const { world, inputs, desired, request } = run;
    const { environment } = world;
    const discovery = (0,_elsewhere_js__WEBPACK_IMPORTED_MODULE_5__/* .asksDiscovery */ .V)(run) ? (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .entraEndpoint */ .g2)(desired.signIn)?.url.href : undefined;
    const { authority, graphUrl, credential } = request?.identity ?? {};
    const oidc = credential?.kind === 'federated' ? environment['ACTIONS_ID_TOKEN_REQUEST_URL'] : undefined;
    const urls = [apiUrlOf(environment), inputs.connectionsUrl, discovery, authority, graphUrl, oidc];
    return urls.filter((url) => url !== undefined).filter((url) => URL.canParse(url));
}
/** The root of GitHub's REST API, of whichever server the runner belongs to. */
function apiUrlOf({ GITHUB_API_URL }) {
    return GITHUB_API_URL || 'https://api.github.com';
}


/***/ }),

/***/ 9226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ resultOf),
/* harmony export */   bs: () => (/* binding */ together),
/* harmony export */   nd: () => (/* binding */ noProgress)
/* harmony export */ });
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7806);

/** What a run starts with. What it finds on its way is told also where it fails over something else. */
function noProgress() {
    return { azure: 'unchanged', writes: undefined, registration: undefined, findings: [] };
}
/** What simultaneous readings gave. @throws the first error that is not about problems, else the problems of both */
async function together(...readings) {
    const outcomes = await Promise.allSettled(readings);
    const failures = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    const errors = [...new Set(failures)];
    const problems = errors.flatMap((error) => (error instanceof _problems_js__WEBPACK_IMPORTED_MODULE_0__/* .ProblemsError */ .FQ ? error.problems : []));
    if (errors.length > 0)
        throw errors.find((error) => !(error instanceof _problems_js__WEBPACK_IMPORTED_MODULE_0__/* .ProblemsError */ .FQ)) ?? new _problems_js__WEBPACK_IMPORTED_MODULE_0__/* .ProblemsError */ .FQ(problems);
    return Promise.all(readings);
}
/**
 * The part of a result that every mode has.
 * @param findings besides those about the inputs
 * @param elsewhere undefined where nothing but the file was looked at
 */
function resultOf({ inputs, desired }, { before, after, changes, origin }, findings, elsewhere) {
    return {
        provider: desired.provider,
        path: inputs.configPath,
        before,
        after,
        origin,
        changes,
        checked: [...desired.checked, 'file', ...(elsewhere?.checked ?? [])],
        findings: [...desired.findings, ...findings],
        registration: elsewhere?.registration,
    };
}


/***/ }),

/***/ 59:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ workspaceProblems),
/* harmony export */   q: () => (/* binding */ wantedFile)
/* harmony export */ });
/* harmony import */ var _desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4558);
/* harmony import */ var _findings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3876);
/* harmony import */ var _mobile_config_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7422);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7806);




/**
 * The desired file; a missing one starts from the template, else from the built-in skeleton.
 * @param bytes the file as it is; undefined when there is none
 * @param path for errors
 * @throws ProblemsError
 */
async function wantedFile({ template }, desired, bytes, path) {
    const existing = bytes && { path, bytes };
    const start = existing ?? template ?? { path, bytes: _mobile_config_index_js__WEBPACK_IMPORTED_MODULE_2__/* .SKELETON */ .w2 };
    const rendered = await (0,_mobile_config_index_js__WEBPACK_IMPORTED_MODULE_2__/* .renderMobileConfig */ .to)(start, desired.settings);
    const origin = (0,_mobile_config_index_js__WEBPACK_IMPORTED_MODULE_2__/* .isFromSkeleton */ .UI)(start.bytes) ? 'skeleton' : existing ? 'file' : 'template';
    const findings = [
        ...(origin === 'skeleton' ? [fromSkeleton(path, !existing && !template)] : []),
        ...keptClientIdFindings(desired, start),
        ...rendered.findings,
    ];
    if (existing)
        return { ...rendered, origin, findings, isChanged: rendered.changes.length > 0 };
    return { ...rendered, origin, before: undefined, findings, isChanged: true };
}
/**
 * What is wrong with the files that the run would start from, so that it is told together with what is wrong with the inputs.
 * Only what is in the workspace: the configuration repository is not asked before the inputs are in order.
 */
function workspaceProblems({ mode, configPath, template }, desired, workspace) {
    try {
        const bytes = mode === 'render' ? workspace.read(configPath, 'config-path') : undefined;
        const start = bytes ? { path: configPath, bytes } : template;
        if (!start)
            return [];
        (0,_mobile_config_index_js__WEBPACK_IMPORTED_MODULE_2__/* .planMobileConfig */ .oS)(start, desired.settings);
        keptClientIdFindings(desired, start);
        return [];
    }
    catch (error) {
        if (error instanceof _problems_js__WEBPACK_IMPORTED_MODULE_3__/* .ProblemsError */ .FQ)
            return error.problems;
        throw error;
    }
}
function fromSkeleton(path, isNew) {
    const what = isNew
        ? 'The file does not exist, so it was made from the built-in skeleton.'
        : 'The file still has the comment of the built-in skeleton from which it was made.';
    return (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('MSSO010', {
        where: path,
        what: `${what} It has only the security section: checking it in would remove everything else from the server's file.`,
        cure: `Do not check it in. Check the file out of the server with wsadmin, commit it unchanged at this path, and run again; ${isNew ? 'or correct config-path, or set the template input to a complete file.' : 'or, if the file is complete by now, remove the comment.'}`,
    });
}
const CLIENT_ID = ['SecuritySettings', 'OAuthClientId'];
/**
 * Looks at the client ID that the file keeps: that of WebSphere is a confidential client, which the apps cannot be, and
 * whoever follows the vendor's procedure for Azure copies it there.
 * @throws ProblemsError when the file has none
 * @see https://help.hcl-software.com/connectionsmobile/admin/overview/oauth2-register-conn-mobile-app.html
 */
function keptClientIdFindings({ keptClientId }, file) {
    if (!keptClientId)
        return [];
    const kept = (0,_mobile_config_index_js__WEBPACK_IMPORTED_MODULE_2__/* .currentValue */ .bm)(file, CLIENT_ID);
    if (!kept) {
        const what = `client-id is missing, and ${file.path} has no client ID to keep.`;
        throw new _problems_js__WEBPACK_IMPORTED_MODULE_3__/* .ProblemsError */ .FQ([{ where: 'input client-id', what, cure: _desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .SET_PUBLIC_CLIENT */ .B6 }]);
    }
    if (kept.value !== keptClientId.value)
        return [];
    return [
        (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('MSSO131', {
            where: `${file.path}:${kept.line}`,
            what: `OAuthClientId is the same as ${keptClientId.source}: WebSphere's client, which needs a secret that the apps do not have.`,
            cure: `${_desired_state_index_js__WEBPACK_IMPORTED_MODULE_0__/* .SET_PUBLIC_CLIENT */ .B6} If it is one public client for both, set client-id to it.`,
            line: kept.line,
        }),
    ];
}


/***/ }),

/***/ 9304:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Oc: () => (/* reexport */ AnswerTooLargeError),
  B2: () => (/* reexport */ Deadline),
  j3: () => (/* reexport */ DeadlineError),
  EM: () => (/* reexport */ FAILURES),
  nC: () => (/* reexport */ MAX_WAIT),
  T6: () => (/* reexport */ ProxyError),
  _h: () => (/* reexport */ REQUEST_TIMEOUT),
  QE: () => (/* reexport */ RUN_LIMIT),
  oy: () => (/* reexport */ answerTo),
  Qz: () => (/* reexport */ closeConnections),
  zU: () => (/* reexport */ failureKind),
  g5: () => (/* reexport */ failureOf),
  OR: () => (/* reexport */ fetchWhole),
  dJ: () => (/* reexport */ isLasting),
  X: () => (/* reexport */ openTunnel),
  GB: () => (/* reexport */ pauseBefore),
  iJ: () => (/* reexport */ proxyFor),
  Dg: () => (/* reexport */ proxyProblems),
  R$: () => (/* reexport */ retrying),
  _I: () => (/* reexport */ secondsAfter),
  Rm: () => (/* reexport */ strangeExceptions),
  om: () => (/* reexport */ verificationProblems),
  g3: () => (/* reexport */ wholeBody)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./build/network/environment.js


/**
 * The address of the proxy through which a url is reached; undefined where it is reached directly. The same rules as in the
 * toolkit of GitHub's own actions, and the entries of `no_proxy` besides that curl and Go know.
 * @see https://github.com/actions/toolkit/blob/main/packages/http-client/src/proxy.ts
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
function proxyFor(url, environment) {
    const name = variableFor(url, environment);
    return name && readAddress(environment[name]);
}
/**
 * A proxy's address that cannot be read would be ignored without a word, and every request would go around the proxy. The value
 * is never quoted: it may hold a password.
 * @param urls what the run reaches; a variable that is for none of them is no problem
 */
function proxyProblems(urls, environment) {
    const names = new Set(urls.map((url) => variableFor(url, environment)));
    return [...names]
        .filter((name) => name !== undefined)
        .filter((name) => !readAddress(environment[name]))
        .map((name) => ({
        where: `environment variable ${name}`,
        what: 'The value is not the address of a proxy.',
        cure: 'Write http://host:port or http://user:password@host:port, with special characters in the password percent-encoded.',
    }));
}
/** The entries of `no_proxy` that mean nothing, so that their hosts are reached through the proxy. */
function strangeExceptions(environment) {
    return exceptions(environment).filter((entry) => entry !== '*' && !understood(entry));
}
/** Proxy-Authorization for the user name and the password of a proxy's address; undefined where it has none. */
function credentialsOf({ username, password }) {
    if (!username && !password)
        return undefined;
    const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(plain).toString('base64')}`;
}
/** The variable that decides about a url; undefined where no proxy is for it. */
function variableFor(url, environment) {
    const { protocol, hostname, port } = new URL(url);
    const host = hostname.replace(/^\[|\]$|\.$/g, '');
    if (host === 'localhost' || host === '::1' || /^127\.[\d.]+$/.test(host))
        return undefined;
    const number = port || (protocol === 'http:' ? '80' : '443');
    if (exceptions(environment).some((entry) => entry === '*' || understood(entry)?.(host, number)))
        return undefined;
    const names = protocol === 'http:' ? ['http_proxy', 'HTTP_PROXY'] : ['https_proxy', 'HTTPS_PROXY'];
    return names.find((name) => environment[name]);
}
function readAddress(spelt) {
    const value = spelt.trim();
    const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
    const url = URL.parse(hasScheme ? value : `http://${value}`);
    if (!url?.hostname || !/^https?:$/.test(url.protocol) || (!hasScheme && !/^[^/\\?#]+\/?$/.test(value)))
        return undefined;
    try {
        credentialsOf(url);
        return url;
    }
    catch {
        return undefined;
    }
}
function exceptions({ no_proxy, NO_PROXY }) {
    return (no_proxy || NO_PROXY || '')
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean);
}
/** Whether an entry of `no_proxy` means a host at a port; undefined where the entry itself means nothing. */
function understood(entry) {
    const network = /^([\da-f.:]+)\/(\d+)$/.exec(entry);
    if (network)
        return networkOf(network[1], Number(network[2]));
    if ((0,external_node_net_.isIP)(entry))
        return networkOf(entry);
    const [, inBrackets, name = '', port] = /^(?:\[([\da-f.:]+)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
    const isHost = inBrackets || (0,external_node_net_.isIP)(name) ? networkOf(inBrackets ?? name) : domainOf(name);
    return isHost && ((host, number) => isHost(host) && (port === undefined || port === number));
}
/** One address, in whatever way it is written, or a network. */
function networkOf(address, prefix) {
    const familyOf = (text) => ((0,external_node_net_.isIP)(text) === 6 ? 'ipv6' : 'ipv4');
    const bits = (0,external_node_net_.isIP)(address) === 6 ? 128 : 32;
    if (!(0,external_node_net_.isIP)(address) || (prefix ?? bits) > bits)
        return undefined;
    const list = new external_node_net_.BlockList();
    list.addSubnet(address, prefix ?? bits, familyOf(address));
    return (host) => (0,external_node_net_.isIP)(host) > 0 && list.check(host, familyOf(host));
}
/** A name stands for itself and all below it; with a dot or "*." before it, only for what is below it. None ends in a number. */
function domainOf(name) {
    const [, below, spelt = ''] = /^(\*?\.)?([\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*)\.?$/u.exec(name) ?? [];
    const domain = (0,external_node_url_.domainToASCII)(spelt);
    if (!domain || /(?:^|\.)\d+$/.test(domain))
        return undefined;
    return (host) => host.endsWith(`.${domain}`) || (!below && host === domain);
}
/**
 * With NODE_TLS_REJECT_UNAUTHORIZED=0 Node.js accepts every certificate, so that whoever is on the way gets the token and the client
 * secret.
 * @see https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
 */
function verificationProblems(environment) {
    if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0')
        return [];
    return [
        {
            where: 'environment variable NODE_TLS_REJECT_UNAUTHORIZED',
            what: 'It is 0, so anybody on the network path could answer instead of GitHub and Entra and obtain the credentials.',
            cure: "Remove it. If a proxy inspects TLS, set NODE_EXTRA_CA_CERTS to a file with the company's certificate authority.",
        },
    ];
}

;// CONCATENATED MODULE: ./build/network/agents.js



/** Seconds after which a connection that nobody uses is closed; services keep one for longer. */
const KEPT = 4;
const agents = new Map();
/** Node's client for a protocol, loaded when it is needed. */
const clientFor = (protocol) => protocol === 'https:' ? Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 4708, 19)) : Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 7067, 19));
/** Keeps the connections to the hosts that are reached directly, or through one proxy. */
async function agentFor(url, environment) {
    const { Agent } = await clientFor(url.protocol);
    const proxy = proxyFor(url.href, environment);
    const key = `${url.protocol} ${proxy?.href}`;
    const agent = agents.get(key) ?? new Agent({ keepAlive: true, timeout: KEPT * 1000 });
    if (proxy && !agents.has(key))
        leadThrough(proxy, agent, url.protocol === 'https:');
    agents.set(key, agent);
    return agent;
}
/** Ends every connection, so that the process does not outlive its report: a proxy may hold a tunnel open for minutes. */
function closeConnections() {
    for (const agent of agents.values())
        agent.destroy();
    agents.clear();
}
function leadThrough(proxy, agent, isSecure) {
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (options, done) => {
        const host = String(options.host);
        const server = `${host.includes(':') ? `[${host}]` : host}:${options.port}`;
        openTunnel(proxy, server, options.while).then((socket) => done?.(null, isSecure ? connect({ ...options, socket }) : socket), (error) => done?.(error, undefined));
        return undefined;
    };
}
/** The proxy did not let the connection through. */
class ProxyError extends Error {
    name = 'ProxyError';
    /** Of the proxy's answer; undefined when there was none. */
    status;
    constructor(status, cause) {
        super(`the proxy answered with ${status ?? 'nothing'}`, { cause });
        this.status = status;
    }
}
/**
 * A connection to a server through a proxy.
 * @param proxy with user name and password where it wants them
 * @param server "host:port", with brackets around an IPv6 address
 * @throws ProxyError, and the signal's error
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
async function openTunnel(proxy, server, signal) {
    const { request } = await clientFor(proxy.protocol);
    const host = proxy.hostname.replace(/^\[(.*)\]$/, '$1');
    const credentials = credentialsOf(proxy);
    const outgoing = request({
        host,
        // Else the name in the Host header, the server's, would be looked for in the certificate of the proxy.
        servername: (0,external_node_net_.isIP)(host) ? '' : host,
        port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
        method: 'CONNECT',
        path: server,
        headers: { host: server, ...(credentials ? { 'proxy-authorization': credentials } : {}) },
        // One connection that ends here or carries the tunnel; nothing is pooled.
        agent: false,
    });
    // What fails once nobody waits any more is no news.
    outgoing.on('error', () => { });
    outgoing.end();
    try {
        const [{ statusCode = 0 }, socket, head] = (await (0,external_node_events_.once)(outgoing, 'connect', { signal }));
        // Any 2xx opens the tunnel.
        if (statusCode < 200 || statusCode > 299) {
            socket.destroy();
            throw new ProxyError(statusCode);
        }
        if (head.length > 0)
            socket.unshift(head);
        return socket;
    }
    catch (error) {
        outgoing.destroy();
        throw error instanceof ProxyError || signal.aborted ? error : new ProxyError(undefined, error);
    }
}

;// CONCATENATED MODULE: ./build/network/deadline.js
/**
 * Seconds that a run may take. The longest good run, with every pause that GitHub and Graph ask for, takes two or three
 * minutes; jobs have six hours unless they say less, and nobody learns anything from a job that was killed.
 */
const RUN_LIMIT = 600;
/** Seconds that a cancelled run gives to the answers that it waits for: a write without its answer is in doubt. */
const GRACE = 3;
/** The run took too long; the message says what it was waiting for. */
class DeadlineError extends Error {
    name = 'DeadlineError';
}
/**
 * The end of a run's patience. When it has come nothing is sent any more, all that is under way is broken off, and the run
 * fails with what it was waiting for.
 */
class Deadline {
    #seconds;
    /** When the run began, in milliseconds since 1970; undefined while none is under way. */
    #start;
    #timer;
    #isCancelled = false;
    #end = Promise.withResolvers();
    #controller = new AbortController();
    #pending = new Set();
    /** @param seconds for the whole run */
    constructor(seconds) {
        this.#seconds = seconds;
    }
    /** Gives the run more time, for a wait that it was asked for. @param seconds how much more */
    allow(seconds) {
        this.#seconds += seconds;
        if (this.#start !== undefined)
            this.#startClock(this.#start);
    }
    /** The work's outcome, unless the time is up before. @throws DeadlineError */
    async over(work) {
        this.#start = Date.now();
        this.#startClock(this.#start);
        try {
            return await Promise.race([this.#end.promise, work()]);
        }
        finally {
            clearTimeout(this.#timer);
            this.#start = undefined;
        }
    }
    #startClock(start) {
        clearTimeout(this.#timer);
        const stop = () => this.#stop(`The run took longer than its limit of ${this.#seconds / 60} minutes and was stopped.`, 'Check that the service works and that the runner can reach it, then run again.');
        this.#timer = setTimeout(stop, start + this.#seconds * 1000 - Date.now());
    }
    #stop(reason, cure) {
        if (this.#start === undefined)
            return;
        const error = new DeadlineError(`${reason} It was waiting for ${this.#awaitedNow()}. ${cure}`);
        // First the run: what is broken off must not be what it fails with.
        this.#end.reject(error);
        this.#controller.abort(error);
    }
    /**
     * Breaks the run off as at the end of its time, for a signal. Nothing more is sent; only what was sent may still be answered.
     * @param signal its name
     */
    cancel(signal) {
        if (this.#start === undefined || this.#isCancelled)
            return;
        this.#isCancelled = true;
        const stop = () => this.#stop(`The run was cancelled (${signal}) and was stopped.`, 'Run again to continue from there.');
        setTimeout(stop, GRACE * 1000).unref();
        const all = [...this.#pending];
        const sent = new Set(all.filter(({ isSent }) => isSent).map(({ what }) => what));
        const awaited = all.filter(({ what, contains }) => [what, ...contains].some((name) => sent.has(name)));
        // What comes of the last answer is noted down before the run ends.
        Promise.allSettled(awaited.map(({ work }) => work)).then(() => setTimeout(stop, 50));
    }
    /**
     * Remembers what is waited for as long as the work takes.
     * @param contains names of what the work waits for on its way; the work is told only between them
     */
    during(what, work, contains = []) {
        return this.#remember({ what, contains, isSent: false, since: Date.now(), work: work() });
    }
    async #remember(pending) {
        this.#pending.add(pending);
        try {
            return await pending.work;
        }
        finally {
            this.#pending.delete(pending);
        }
    }
    /**
     * Resolves at once, but of a cancelled run never: nothing that comes after it is begun.
     * @throws DeadlineError when the cancelled run has ended
     */
    async admitted() {
        if (this.#isCancelled)
            await this.#end.promise;
    }
    /** Sends until the time is up, or the run is cancelled: what comes then is held until the run has ended. */
    fetch(send) {
        const { signal } = this.#controller;
        return async (url, options) => {
            await this.admitted();
            const what = answerTo(options?.method, url);
            const work = send(url, { ...options, signal });
            return this.#remember({ what, contains: [], isSent: true, since: Date.now(), work });
        };
    }
    /**
     * Waits until the time is up.
     * @param seconds how long
     * @param before what comes after the pause
     * @throws DeadlineError
     */
    async wait(seconds, before) {
        const { promise, resolve } = Promise.withResolvers();
        const timer = setTimeout(resolve, seconds * 1000);
        try {
            await this.during(pauseBefore(before), () => Promise.race([this.#end.promise, promise]));
        }
        finally {
            clearTimeout(timer);
        }
    }
    #awaitedNow() {
        const all = [...this.#pending];
        const names = new Set(all.map(({ what }) => what));
        const told = all.filter(({ contains }) => !contains.some((name) => names.has(name)));
        const now = Date.now();
        const list = told.map(({ what, since }) => {
            const start = new Date(since).toISOString().slice(11, 19);
            return `${what} (since ${start} UTC, ${Math.round((now - since) / 1000)} seconds)`;
        });
        return list.join(', and for ') || 'its own work';
    }
}
/** A request as it is told in errors: without its query, which may be long or secret. */
function answerTo(method = 'GET', url) {
    const { origin, pathname } = new URL(url);
    return `the answer to ${method} ${origin}${pathname}`;
}
function pauseBefore(what) {
    return `the end of a pause before ${what}`;
}

;// CONCATENATED MODULE: ./build/network/fetch.js

/** Seconds after which a request without a complete answer is given up. */
const REQUEST_TIMEOUT = 30;
/** Seconds for the connection alone: a firewall that drops packets is found out sooner. */
const CONNECTION_TIMEOUT = 10;
/** Bytes of an answer's body, unpacked. Whatever a service packs small would else fill the runner's memory. */
const MAX_ANSWER = 5_000_000;
const MAX_REDIRECTS = 20;
/** An answer is larger than what a service has to say; the rest of it was not read. */
class AnswerTooLargeError extends Error {
    name = 'AnswerTooLargeError';
    reason;
    cure = 'Check that the address is right and that no proxy answers instead of the service.';
    constructor(request, limit) {
        const reason = `the answer is larger than ${limit / 1_000_000} MB`;
        super(`${request}: ${reason}.`);
        this.reason = reason;
    }
}
/**
 * The one way out, over Node's own client: every request goes through the proxy of the environment for its host, and has to be
 * answered in time. The body is received here, so that a connection that breaks in the middle of it is an error of the request
 * like any other. Redirects are followed as browsers do, but what a request carries goes to no other origin.
 * @param environment with the proxies; without it requests go out directly
 * @throws the error of Node.js or a ProxyError when there is no answer, DOMException "TimeoutError" when it takes too long,
 * AnswerTooLargeError, the reason of the given signal
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
async function fetchWhole(url, options = {}, environment = {}) {
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT * 1000);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    try {
        let request = { ...options, url: new URL(url), signal };
        for (let redirects = 0;; redirects++) {
            const answer = await exchange(request, environment);
            const next = options.redirect === 'manual' ? undefined : redirected(request, answer);
            if (!next)
                return answer;
            if (redirects === MAX_REDIRECTS)
                throw new Error(`redirected more than ${MAX_REDIRECTS} times`);
            request = next;
        }
    }
    catch (error) {
        throw signal.aborted ? signal.reason : error;
    }
}
/**
 * The request that a redirect asks for, as browsers understand it. To another origin goes neither a credential nor a body, and nothing
 * goes from https to http.
 * @returns undefined for any other answer, and for a redirect that is not followed
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
function redirected(request, { status, headers }) {
    const location = headers.get('location');
    const url = location && URL.parse(location, request.url.href);
    if (!url || ![301, 302, 303, 307, 308].includes(status))
        return undefined;
    const { method = 'GET', body, headers: sent = {}, ...others } = request;
    const becomesGet = status < 303 ? method === 'POST' : status === 303;
    const next = becomesGet ? { ...others, headers: sent } : request;
    if (url.origin === request.url.origin)
        return { ...next, url };
    const isAsSafe = url.protocol === 'https:' || (url.protocol === 'http:' && request.url.protocol === 'http:');
    if (!isAsSafe || !(becomesGet || method === 'GET'))
        return undefined;
    const carried = Object.entries(sent).filter(([name]) => !/^(?:authorization|cookie)$/i.test(name));
    return { ...next, url, headers: Object.fromEntries(carried) };
}
async function exchange(request, environment) {
    const { url, method = 'GET', signal, largestAnswer = MAX_ANSWER } = request;
    signal.throwIfAborted();
    const incoming = await send(request, environment);
    const body = await wholeBody(incoming, `${method} ${url.origin}${url.pathname}`, largestAnswer);
    return answerOf(incoming, url, body);
}
/** The body of an answer, unpacked. @param limit in bytes @throws AnswerTooLargeError, the error of Node.js */
async function wholeBody(incoming, request, limit) {
    const stream = await unpacked(incoming);
    const pieces = [];
    let length = 0;
    try {
        for await (const piece of stream) {
            pieces.push(piece);
            length += piece.length;
            if (length > limit)
                throw new AnswerTooLargeError(request, limit);
        }
    }
    catch (error) {
        // Where there is no body nothing was packed, whatever the headers say: it ends too soon, before its first byte.
        const isEmpty = stream.bytesWritten === 0 && error.code === 'Z_BUF_ERROR';
        if (!isEmpty)
            throw error;
    }
    return Buffer.concat(pieces);
}
const DEFAULT_HEADERS = { 'user-agent': 'mobile-sso-config', accept: '*/*', 'accept-encoding': 'gzip, br' };
/** The answer as soon as its head is there. */
async function send(request, environment) {
    const { url, method = 'GET', headers, body, signal } = request;
    const agent = await agentFor(url, environment);
    const client = await clientFor(url.protocol);
    const connecting = { while: signal };
    // Node.js leaves the length out where a method usually has no body.
    const length = body && { 'content-length': Buffer.byteLength(body) };
    const outgoing = client.request(url, {
        ...connecting,
        method,
        headers: { ...DEFAULT_HEADERS, ...headers, ...length },
        // No user name and password of an address.
        auth: null,
        agent,
        signal,
        timeout: CONNECTION_TIMEOUT * 1000,
    });
    outgoing.on('timeout', () => {
        const code = 'ETIMEDOUT';
        if (outgoing.socket?.connecting)
            outgoing.destroy(Object.assign(new Error(`connect ${code}`), { code }));
    });
    return new Promise((resolve, reject) => {
        outgoing.on('response', resolve).on('error', reject);
        // Without a listener Node.js closes the connection and says nothing.
        outgoing.on('upgrade', ({ statusCode }, socket) => {
            socket.destroy();
            reject(new Error(`answered with ${statusCode}, which nobody has asked for`));
        });
        outgoing.end(body);
    });
}
/** The body as it was before it was packed, and how much of it was. Some proxies pack what nobody has asked them to pack. */
async function unpacked(incoming) {
    const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? '';
    const packed = /^(?:x-)?(gzip|br|deflate)$/.exec(encoding)?.[1];
    if (!packed)
        return incoming;
    const zlib = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 8522, 19));
    const { pipeline } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 7075, 19));
    const unpack = { gzip: zlib.createGunzip, br: zlib.createBrotliDecompress, deflate: zlib.createInflate };
    // Whoever reads from the end of it gets the errors.
    return pipeline(incoming, unpack[packed](), () => { });
}
function answerOf({ statusCode = 0, headers: received }, url, body) {
    const headers = new Map(Object.entries(received).map(([name, value]) => [name, String(value)]));
    const answer = {
        status: statusCode,
        ok: statusCode >= 200 && statusCode < 300,
        url: url.href,
        headers: {
            get: (name) => headers.get(name.toLowerCase()) ?? null,
            [Symbol.iterator]: () => headers.entries(),
        },
        text: async () => new TextDecoder().decode(body),
        json: async () => JSON.parse(await answer.text()),
        arrayBuffer: async () => new Uint8Array(body).buffer,
        clone: () => answer,
    };
    return answer;
}

;// CONCATENATED MODULE: ./build/network/failure.js


/**
 * How a connection fails, by the codes of Node.js; the first one that matches counts.
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const FAILURES = {
    name: {
        codes: /^(ENOTFOUND|EAI_)/,
        reason: 'its host name cannot be resolved',
        cure: 'Check the name and the DNS of the runner. In a company network, set https_proxy for the job.',
    },
    refused: {
        codes: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)/,
        reason: 'it refuses connections or cannot be reached',
        cure: 'Check that the firewall lets the runner out. In a company network, set https_proxy and no_proxy for the job.',
    },
    untrusted: {
        codes: /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|DEPTH_ZERO|CERT_UNTRUSTED)/,
        reason: 'its certificate comes from an authority that Node.js does not trust',
        cure: "Behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS to a file with the company's certificate authority.",
    },
    tls: {
        codes: /CERT|CRL|TLS|SSL|^(EPROTO|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|UNABLE_TO_DECODE_ISSUER)/,
        reason: 'its certificate or its TLS configuration is faulty',
        cure: 'Check the address, the clock of the runner, and the proxies and firewalls between the runner and the service.',
    },
    timeout: {
        codes: /^ETIMEDOUT/,
        reason: 'it does not answer in time',
        cure: 'Check that the firewall lets the runner out and that no proxy is needed, then run again.',
    },
    broken: {
        codes: /^/,
        reason: 'the connection broke',
        cure: 'Run again; if it happens again, check the proxies and firewalls between the runner and the service.',
    },
};
/** @returns the kind, and the code that Node.js gives to the innermost cause, such as ENOTFOUND; empty where there is none */
function failureKind(error) {
    const codes = causesOf(error).map((cause) => cause.code);
    const code = codes.findLast((each) => typeof each === 'string') ?? '';
    const kinds = Object.keys(FAILURES);
    return { kind: kinds.find((kind) => FAILURES[kind].codes.test(code)), code };
}
/**
 * An error of {@link fetchWhole} for people.
 * @returns why a request got no answer, without a full stop, and what to do, as a sentence
 */
function failureOf(error) {
    if (error instanceof Error && error.name === 'TimeoutError')
        return { ...FAILURES.timeout, reason: `there was no answer within ${REQUEST_TIMEOUT} seconds` };
    const causes = causesOf(error);
    const tooLarge = causes.find((cause) => cause instanceof AnswerTooLargeError);
    if (tooLarge)
        return tooLarge;
    const { kind, code } = failureKind(error);
    const { reason, cure } = FAILURES[kind];
    const refused = causes.find((cause) => cause instanceof ProxyError);
    const proxy = refused?.status ? `: ${refused.message}` : '';
    return { reason: `${reason}${code && ` (${code})`}${proxy}`, cure };
}
/** An error, and what it was caused by, the innermost last. Of addresses that were tried one after the other the first counts. */
function causesOf(error) {
    if (!(error instanceof Error))
        return [];
    return [error, ...causesOf(error instanceof AggregateError ? error.errors[0] : error.cause)];
}

;// CONCATENATED MODULE: ./build/network/retry.js



/** Seconds that are waited for a service at the most; a longer wait is better done by the next run. */
const MAX_WAIT = 120;
/** How often a request is repeated. */
const MAX_RETRIES = 3;
/** Too many requests, and what a service answers that is not well at the moment. */
const TEMPORARY = [429, 500, 502, 503, 504];
/**
 * Repeats requests that failed for a moment, after the time that the service names in Retry-After, else after 1, 2 and 4
 * seconds. Only for requests that may be carried out twice. The last answer or error is handed on.
 * @param mayRepeat narrows down what is repeated
 * @see https://learn.microsoft.com/en-us/graph/throttling#best-practices-to-handle-throttling
 */
function retrying(send, { warning, wait }, mayRepeat = async () => true) {
    return async (url, options) => {
        for (let retries = 0;; retries++) {
            const outcome = await send(url, options).catch((error) => ({ error }));
            const seconds = retries < MAX_RETRIES ? pauseAfter(outcome, 2 ** retries) : undefined;
            if (seconds === undefined || !(await mayRepeat(outcome))) {
                if ('error' in outcome)
                    throw outcome.error;
                return outcome;
            }
            const reason = 'error' in outcome ? 'gave no answer' : `answered with ${outcome.status}`;
            const { host, pathname } = new URL(url);
            const request = `${options?.method ?? 'GET'} https://${host}${pathname}`;
            warning(`${request}: the service ${reason}; trying again in ${seconds} seconds.`);
            await wait(seconds, `${request} is sent again`);
        }
    };
}
/** Undefined when repeating is of no use. */
function pauseAfter(outcome, backoff) {
    if ('error' in outcome)
        return isLasting(outcome.error) ? undefined : backoff;
    return secondsAfter(outcome.status, outcome.headers.get('retry-after'), backoff);
}
/**
 * How long to wait before a request that was answered with that status is sent again.
 * @param header Retry-After of the answer, in seconds or as a date
 * @param backoff seconds where the service names none
 * @returns undefined when sending it again is of no use, or the service wants a longer wait than a run can give it
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
function secondsAfter(status, header, backoff) {
    if (!TEMPORARY.includes(status))
        return undefined;
    const isNumber = /^\s*\d+\s*$/.test(header ?? '');
    const untilDate = Math.max(0, Math.ceil((Date.parse(header ?? '') - Date.now()) / 1000));
    const asked = isNumber ? Number(header) : Number.isNaN(untilDate) ? backoff : untilDate;
    return asked <= MAX_WAIT ? asked : undefined;
}
/** What waiting does not cure: TLS that is not in order, an answer that is too large, and a run whose time is up. */
function isLasting(error) {
    const isOwn = (cause) => cause instanceof DeadlineError || cause instanceof AnswerTooLargeError;
    return causesOf(error).some(isOwn) || ['untrusted', 'tls'].includes(failureKind(error).kind);
}

;// CONCATENATED MODULE: ./build/network/index.js








/***/ }),

/***/ 7806:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FQ: () => (/* binding */ ProblemsError),
/* harmony export */   MI: () => (/* binding */ throwIfAny),
/* harmony export */   Zw: () => (/* binding */ problemOf),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   fI: () => (/* binding */ problemText),
/* harmony export */   oi: () => (/* binding */ inputProblem)
/* harmony export */ });
function problemOf(where, [what, cure]) {
    return { where, what, cure };
}
function inputProblem(input, what, cure) {
    return problemOf(`input ${input}`, [what, cure]);
}
/** The inputs, the values or the file do not allow the run to go on. Holds every problem that was found. */
class ProblemsError extends Error {
    name = 'ProblemsError';
    problems;
    constructor(problems) {
        super(problems.map(problemText).join('\n'));
        this.problems = problems;
    }
}
/** A problem as one line of text. */
function problemText({ where, what, cure }) {
    return `${where}: ${what} ${cure}`;
}
/** Throws one {@link ProblemsError} with all the problems, or returns when there are none. */
function throwIfAny(problems) {
    if (problems.length > 0)
        throw new ProblemsError(problems);
}
/** What was thrown, in words. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a8: () => (/* reexport */ Reporter),
  hY: () => (/* reexport */ closingComment),
  ou: () => (/* reexport */ documentationUrl),
  NF: () => (/* reexport */ pullRequestBody),
  cT: () => (/* reexport */ withoutSecrets)
});

// EXTERNAL MODULE: ./build/findings.js
var build_findings = __webpack_require__(3876);
// EXTERNAL MODULE: ./build/text/invisible.js
var invisible = __webpack_require__(4949);
// EXTERNAL MODULE: ./build/text/truncate.js
var truncate = __webpack_require__(3770);
;// CONCATENATED MODULE: ./build/report/markdown.js


const ALL_INVISIBLE = new RegExp(invisible/* INVISIBLE */.kH, 'gv');
/** Makes characters visible that could make a reviewer see another text than there is. */
function visible(text) {
    return text.replaceAll(ALL_INVISIBLE, invisible/* codePoint */.yb);
}
/** Characters of a value that are shown; a summary that is too long for GitHub is not shown at all. */
const MAX_VALUE = 1000;
/**
 * A value as inline code: nothing in it is markup, a mention or a link. Line breaks become spaces.
 * @see https://github.github.com/gfm/#code-spans
 */
function code(value) {
    return longCode((0,truncate/* truncate */.x)(value, MAX_VALUE));
}
function longCode(value) {
    const text = visible(value.replaceAll(/[\r\n\t]+/g, ' '));
    if (text.trim() === '')
        return '*empty*';
    if (UNSAFE_IN_CODE.test(text))
        return codeInReferences(text);
    const fence = '`'.repeat(longestRun(text) + 1);
    const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
    return `${fence}${padding}${text}${padding}${fence}`;
}
/**
 * A code span cannot escape anything. For some renderers the bar of `\|` ends a table's cell whatever stands before it, and no value
 * may hold the start or the end of a hidden comment, where the action keeps what later runs need.
 */
const UNSAFE_IN_CODE = /\\\||<!--|-->/;
/** Every sign that means something is written as a reference. */
function codeInReferences(text) {
    return `<code>${text.replaceAll(/[!-/:-@[-`{-~]/g, (c) => `&#${c.charCodeAt(0)};`)}</code>`;
}
const MAX_TEXT = 4000;
/**
 * Text outside of code, with everything that GitHub's Markdown could act on made plain. Mentions and references to issues are
 * looked for in the text that comes out, where backslashes are gone: an invisible character parts them. A bar behind a backslash
 * ends a table's cell for some renderers.
 */
function plain(value) {
    return visible((0,truncate/* truncate */.x)(value, MAX_TEXT).replaceAll(/[\r\n\t]+/g, ' '))
        .replaceAll(/[\\`*_[\]<>#~&$]/g, '\\$&')
        .replaceAll('\\<!--', '&lt;!--')
        .replaceAll('://', ':\\//')
        .replaceAll(/www\./gi, (www) => www.replace('.', '\\.'))
        .replaceAll(/[@#]|\bGH(?=-\d)/gi, '$&\u200b')
        .replaceAll('|', '&vert;');
}
/**
 * A sentence of this action. Its quoted parts come from outside and become code, the rest is plain. A command between backticks
 * becomes code as a whole: without the quotes inside of it, it would be another one.
 */
function sentence(text) {
    return (0,truncate/* shortSentence */.I)(text)
        .split(/(`[^`]*`|"[^"]*")/)
        .map((part, index) => (index % 2 === 1 ? longCode(part.slice(1, -1)) : plain(part)))
        .join('');
}
/** The parts that there are, with blank lines between them. */
function paragraphs(...parts) {
    return parts.filter((part) => part !== false && part !== undefined).join('\n\n');
}
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
const MAX_NAMES = 5;
/** The first names, and how many more there are. */
function listed(names) {
    const rest = names.length - MAX_NAMES;
    return names.slice(0, MAX_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
/** An item of a list with the old value above the new one: a table would have to be scrolled sideways on a phone. */
function beforeAndAfter(name, before, after) {
    return `- ${name}<br>old: ${before}<br>new: ${after}`;
}
/** A table with cells that are Markdown already; the bars in them are escaped here. */
function table(header, rows) {
    const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
/** A fenced block whose fence is longer than any in the text. */
function fenced(text, language) {
    const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
    return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}
function folded(title, content) {
    return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
/** The start of a Markdown text, up to a line's end: half a code span would set free what is in it. */
function wholeLines(text, longest) {
    return text.slice(0, Math.max(0, text.lastIndexOf('\n', Math.max(0, longest))));
}
function longestRun(text) {
    return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}

;// CONCATENATED MODULE: ./build/report/findings-list.js


/**
 * Address of docs/findings.md at the version of the action that runs; a path where that cannot be told.
 * @param environment the runner's variables, which name the repository of the action and the tag, branch or commit in use
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
function documentationUrl(environment) {
    const { GITHUB_SERVER_URL: server = '', GITHUB_ACTION_REPOSITORY: repository = '' } = environment;
    const { GITHUB_ACTION_REF: ref = '' } = environment;
    const isKnown = /^https?:\/\/[^\s()<>]+$/.test(server) && /^[\w.-]+\/[\w.-]+$/.test(repository);
    if (!isKnown || !/^[\w./-]+$/.test(ref))
        return 'docs/findings.md';
    return `${server}/${repository}/blob/${ref}/docs/findings.md`;
}
/** Address of a finding's section, by the anchor that GitHub gives to its heading. */
function findingUrl(documentation, id) {
    const anchor = `${id} ${build_findings/* catalogue */.sW[id].title}`
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-');
    return `${documentation}#${anchor}`;
}
/** Findings as a Markdown list, each with a link to its section; undefined where there are none. */
function findingsList(findings, documentation) {
    const items = findings.map(({ id, title, where, what, cure }) => {
        const link = documentation.includes('://') ? `[${id}](${findingUrl(documentation, id)})` : id;
        return `- **${link} ${plain(title)}** (${code(where)}): ${sentence(what)} ${sentence(cure)}`;
    });
    return items.length > 0 ? items.join('\n') : undefined;
}
/** The list with a heading before it. @param level of the heading, as "##" */
function findingsSection(level, findings, documentation) {
    const list = findingsList(findings, documentation);
    return list && `${level} Findings\n\n${list}`;
}

// EXTERNAL MODULE: ./build/github/marker.js
var marker = __webpack_require__(4878);
// EXTERNAL MODULE: ./node_modules/diff/libesm/patch/create.js + 2 modules
var create = __webpack_require__(7291);
// EXTERNAL MODULE: ./build/text/quoted.js
var quoted = __webpack_require__(1416);
;// CONCATENATED MODULE: ./build/report/sections.js




/** Settings that are shown; with more the pull request's own diff is the better place to look. */
const MAX_SETTINGS = 50;
const sections_MAX_VALUE = 300;
/** The changes as a Markdown list: setting, where the new value came from, old and new value. */
function changesList(changes) {
    const items = changes
        .slice(0, MAX_SETTINGS)
        .map(({ setting, before, after, source }) => beforeAndAfter(`**${code(setting)}** (from ${code(source)})`, value(before), value(after)));
    const rest = changes.length - items.length;
    return items.join('\n') + (rest > 0 ? `\n\n… and ${rest} more.` : '');
}
function value(text) {
    return text === null ? '*not in the file*' : code((0,truncate/* truncate */.x)(text, sections_MAX_VALUE));
}
/** Lines of a diff that are shown; a longer one is cut with a note. */
const MAX_LINES = 200;
const MAX_LINE_LENGTH = 500;
/** Lines that are taken out or put in. Looking for more takes quadratic time, in which nothing else happens. */
const MAX_EDITS = 5000;
/**
 * A unified diff with three lines of context, for people: carriage returns are left out, long lines are cut. Where too much differs,
 * a note that says so.
 */
function unifiedDiff(path, before, after) {
    const patch = (0,create/* createTwoFilesPatch */.ss)(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
        context: 3,
        maxEditLength: MAX_EDITS,
    });
    if (patch === undefined)
        return `… more than ${MAX_EDITS} lines differ, too many to be shown here`;
    const lines = patch
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('====') && line !== '\\ No newline at end of file')
        .map((line) => visible((0,truncate/* truncate */.x)(line.replace(/\r$/, ''), MAX_LINE_LENGTH)));
    const shown = lines.slice(0, MAX_LINES);
    if (lines.length > shown.length)
        shown.push(`… ${lines.length - shown.length} more lines`);
    return shown.join('\n');
}
/**
 * The box that stands before everything else where the file was made from the skeleton.
 * @param what must not be done, as a sentence
 * @param path of mobile-config.xml
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
 */
function skeletonCaution(what, path) {
    return `> [!CAUTION]\n> **${what}** ${code(path)} is not in the repository, so the action started from a skeleton that has only the security section. Checking it in replaces the server's whole file: all other settings of the mobile apps are lost. Commit the server's file first, then run the action again.`;
}
const DO_NOT_MERGE = 'Do not merge this pull request.';
const FROM_TEMPLATE = "The file is new and was made from the template. Checking it in replaces the server's whole file, so compare the two first.";
/** Name under which the script is saved where the repository has none. */
const SCRIPT_NAME = 'apply-mobile-config.py';
/** A clipboard changes line endings and drops the byte order mark. */
const UNTOUCHED = ' (*Download raw file* on GitHub keeps every byte)';
/** Folded, with how it is run. @param path of mobile-config.xml */
function scriptSection({ text, path: kept }, path) {
    const where = kept
        ? `The script is in the repository as ${code(kept)}. Copy it and the merged file to the deployment manager${UNTOUCHED}.`
        : `Save the script as ${code(SCRIPT_NAME)} on the deployment manager, and the merged file beside it${UNTOUCHED}.`;
    const files = kept ? [kept, path] : [SCRIPT_NAME, path.slice(path.lastIndexOf('/') + 1)];
    const command = `./wsadmin.sh -lang jython -f ${files.map((file) => (0,quoted/* shellQuoted */.x)(`/path/to/${file}`)).join(' ')}`;
    const howToRun = `${where} Run it there, in the \`bin\` folder of the profile:\n\n${fenced(visible(command), 'sh')}`;
    return folded('wsadmin script', `${howToRun}\n\n${fenced(text, 'python')}`);
}
/** The scripts that are kept in the repository, by their paths. */
function namesOfScripts({ path = '', others = [] } = {}) {
    return `wsadmin script${others.length > 0 ? 's' : ''} ${[path, ...others].map(code).join(' and ')}`;
}

;// CONCATENATED MODULE: ./build/report/checklist.js



/**
 * How the provider has to know the apps; at Entra the step that `azure-reconcile: apply` takes, and `check` finds done.
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/158f81588d83f472d013c51bcc300c33d5264455/v8-cr13/admin/secure/t_keycloak_config_conn_oidc.md
 */
function registrationSteps({ kind, name }) {
    const uri = 'the redirect URI `com.ibm.ibmscp://com.ibm.mobile.connections/token`';
    const open = 'Open the client that `OAuthClientId` names. Make it public';
    const steps = {
        entra: [
            'Azure',
            `In the Azure portal, open the app registration of Connections, then *Authentication*. Under *Mobile and desktop applications*, add ${uri}. Set *Allow public client flows* to *Yes*`,
        ],
        keycloak: [
            'Keycloak',
            `${open} (*Client authentication* off), turn *Standard flow* on, and add ${uri} to *Valid redirect URIs*`,
        ],
        other: [code(name), `${open}, that is, without a secret, and add ${uri}`],
    };
    const [where, step] = steps[kind];
    return { where, steps: [step] };
}
/** The steps of the vendor's procedure that no pull request can do, with the script. */
const SCRIPTED_STEPS = [
    'Copy the merged file and the wsadmin script below to the deployment manager',
    'Run the script there. It stops if the file lacks a top-level element that the server has; otherwise it keeps a backup, checks the file in, synchronises all nodes completely and restarts the *Mobile* application',
];
const CHECK_OUT_STEP = 'On the deployment manager, in `bin` of its profile: `wsadmin -lang jython`, `execfile("mobileAdmin.py")`, then `MobileConfigService.checkOutConfig("<directory>", AdminControl.getCell())`';
const MANUAL_STEPS = [
    CHECK_OUT_STEP,
    'Copy the merged file over the checked-out `mobile-config.xml`',
    'In the same wsadmin session: `MobileConfigService.checkInConfig("<directory>", AdminControl.getCell())`',
    'Synchronise all nodes completely',
    'Restart the *Mobile* application on every server that runs it',
];
/** What to do where the repository does not have the server's file. */
function stepsToServerFile(path) {
    return [
        { where: 'WebSphere', steps: [CHECK_OUT_STEP] },
        {
            where: 'GitHub',
            steps: [
                `Commit the checked-out \`mobile-config.xml\` unchanged as ${code(path)} to the base branch, not to the branch of this pull request. If the repository has it at another path, close this pull request and correct \`config-path\``,
                'Run the action again',
                'Only then mark this pull request as ready for review, or close it and let the action open another',
            ],
        },
    ];
}
/** The action leaves it to people when a draft is ready, also where it opened the draft by itself. */
const READY_STEP = "If this pull request is still a draft, mark it as ready for review: it was opened before the repository had the server's file";
/** The action's section says so in every run: with the caution first, with the step later. */
function isAboutSkeleton(section) {
    return section.includes(`**${DO_NOT_MERGE}**`) || section.includes(`] ${READY_STEP}`);
}
/** The steps that no pull request can do, by who does them: before the merge, the merge, on the server, with a phone. */
function stepsFor(parts, earlier) {
    const { provider, path, origin, registration, script, isChanged } = parts;
    if (origin === 'skeleton')
        return stepsToServerFile(path);
    const isDone = registration
        ? registration.reconcile === 'apply' || registration.changes.length === 0
        : typeof earlier.registration === 'object' || !isChanged;
    const before = isDone ? [] : [registrationSteps(provider)];
    const merge = {
        where: 'GitHub',
        steps: [...(earlier.wasSkeleton ? [READY_STEP] : []), 'Merge this pull request'],
    };
    if (!isChanged)
        return [...before, merge];
    return [
        ...before,
        merge,
        { where: 'WebSphere', steps: script ? SCRIPTED_STEPS : MANUAL_STEPS },
        { where: 'Anybody', steps: ['Sign in with one phone before you announce the change'] },
    ];
}
/** The steps as boxes to tick, under the name of the system. */
function checklist(all) {
    return all
        .map(({ where, steps }) => [`### ${where}\n`, ...steps.map((step) => `- [ ] ${step}`)].join('\n'))
        .join('\n\n');
}
/** The section with the boxes ticked that people had ticked, as long as their step is on the list. */
function keepTicks(section, existing) {
    const ticked = new Set([...existing.matchAll(/^- \[[xX]\] (.*)$/gm)].map((match) => match[1].trimEnd()));
    return section.replaceAll(/^- \[ \] (.*)$/gm, (line, step) => ticked.has(step) ? `- [x] ${step}` : line);
}
/** The first line of a pull request: what changes, whether the app registration is ready, and how much is left to do. */
function headline(parts, earlier, steps) {
    const { changes, origin } = parts;
    if (origin === 'skeleton') {
        const left = counted(steps.flatMap((each) => each.steps).length, 'step');
        return `**${counted(changes.length, 'setting')} proposed · ${left} before this can be merged**`;
    }
    const server = steps.find(({ where }) => where === 'WebSphere');
    const after = server ? [`${counted(server.steps.length, 'step')} on the server after merging`] : [];
    return `**${[...fileFacts(parts), ...registrationFacts(parts, earlier, steps), ...after].join(' · ')}**`;
}
function fileFacts({ changes: { length }, isChanged, origin, script }) {
    if (!isChanged) {
        const updated = script?.others ? 'the wsadmin scripts are updated' : 'the wsadmin script is updated';
        return ['nothing changes in the file', updated];
    }
    const isNew = origin === 'template' || length === 0;
    const settings = `${counted(length, 'setting')} ${length === 1 ? 'changes' : 'change'}`;
    return [...(isNew ? ['the file is new'] : []), ...(length > 0 ? [settings] : [])];
}
/** Silent where nobody has looked and the checklist does not ask for it either. */
function registrationFacts({ registration }, earlier, all) {
    const merge = all.findIndex(({ where }) => where === 'GitHub');
    if (merge > 0)
        return all
            .slice(0, merge)
            .map(({ where, steps }) => `${counted(steps.length, 'step')} in ${where} before merging`);
    if (registration?.findings.some(build_findings/* isDrift */._K))
        return ['app registration needs attention'];
    return registration || typeof earlier.registration === 'object' ? ['app registration done'] : [];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/report/kept-values.js


/** More of them, or longer names, are not kept: then nothing is said about them, rather than half of it. */
const kept_values_MAX_SETTINGS = 50;
const MAX_NAME = 200;
/**
 * The values for later runs to compare with. Without a change the last news stays, so that writing the same again changes nothing.
 * @param kept of the run before, if it is what a run keeps
 */
function toKeepValues(changes, kept) {
    if (changes.length > kept_values_MAX_SETTINGS || changes.some(({ setting }) => setting.length > MAX_NAME))
        return undefined;
    const shortHash = (value) => (0,external_node_crypto_.createHash)('sha256').update(value).digest('hex').slice(0, 12);
    const values = changes.map(({ setting, after }) => [setting, shortHash(after)]);
    return { values, news: kept && (newsOf(new Map(kept.values), new Map(values)) ?? kept.news) };
}
function newsOf(before, after) {
    const settings = [...after.keys()];
    const news = {
        changed: settings.filter((each) => before.has(each) && before.get(each) !== after.get(each)),
        added: settings.filter((each) => !before.has(each)),
        removed: [...before.keys()].filter((each) => !after.has(each)),
    };
    return Object.values(news).some(({ length }) => length > 0) ? news : undefined;
}
/** How the list of settings last changed, as one paragraph. */
function newsText({ changed, added, removed }) {
    const all = [
        ['new value for', changed],
        ['added', added],
        ['no longer changed:', removed],
    ];
    const facts = all.filter(([, settings]) => settings.length > 0);
    const texts = facts.map(([what, settings]) => `${what} ${listed(settings.map(code))}`);
    return `Last change to these settings: ${texts.join('; ')}.`;
}
/** What was kept, if it is what a run keeps; undefined for anything else: people can edit it. */
function asKeptValues(kept) {
    const { values, news } = (kept ?? {});
    if (!isShortList(values) || !values.every(isPair))
        return undefined;
    return { values, news: isNews(news) ? news : undefined };
}
const isShortList = (value) => Array.isArray(value) && value.length <= kept_values_MAX_SETTINGS;
const isName = (value) => typeof value === 'string' && value.length <= MAX_NAME;
const isPair = (value) => Array.isArray(value) && value.length === 2 && value.every(isName);
const isNews = (value) => {
    const { changed, added, removed } = (value ?? {});
    const lists = [changed, added, removed];
    return lists.every((list) => isShortList(list) && list.every(isName)) && lists.flat().length > 0;
};

;// CONCATENATED MODULE: ./build/report/registration-section.js


/** Lists of this length are told whole. */
const SHORT_LIST = 5;
/** Characters of an identifier, a name and a URI; Entra allows no longer ones. */
const registration_section_MAX_TEXT = 256;
/** How the portal calls the properties that the action manages. */
const LABELS = new Map([
    ['publicClient.redirectUris', 'Mobile and desktop applications, redirect URIs'],
    ['isFallbackPublicClient', 'Allow public client flows'],
]);
/** @param level of a heading, as "###"; undefined for none */
function registrationSection(registration, wasWritten, level) {
    const text = keptSection(toKeep(registration), wasWritten);
    return level ? `${level} App registration in Entra ID\n\n${text}` : text;
}
/** The same, from what an earlier run kept. */
function keptSection(registration, wasWritten) {
    const { displayName, clientId, changes } = registration;
    const name = `${plain(displayName)} (${code(clientId)})`;
    if (changes.length === 0)
        return `The app registration ${name} has everything that the apps need.`;
    const verb = wasWritten ? 'This action changed' : '`azure-reconcile: apply` would change';
    const items = changes.map(({ property, before, after }) => beforeAndAfter(`**${LABELS.get(property) ?? code(property)}**`, valueText(before), valueText(after)));
    return `${verb} the app registration ${name}:\n\n${items.join('\n')}`;
}
function valueText(value) {
    if (typeof value === 'boolean' || value === null)
        return value ? 'Yes' : 'No';
    if (typeof value === 'number')
        return `${value} URIs`;
    if (!('added' in value))
        return value.map(code).join(', ') || '*none*';
    const more = value.more > 0 ? ` and ${value.more} more` : '';
    return `the same, plus ${value.added.map(code).join(', ')}${more}`;
}
/** What the report says about a registration, short enough to be kept in the pull request for later runs. */
function toKeep({ clientId, displayName, changes }) {
    return {
        clientId: (0,truncate/* truncate */.x)(clientId, registration_section_MAX_TEXT),
        displayName: (0,truncate/* truncate */.x)(displayName, registration_section_MAX_TEXT),
        changes: changes.map(({ property, before, after }) => ({
            property,
            before: valueToKeep(before),
            after: valueToKeep(after, before),
        })),
    };
}
const isList = (value) => Array.isArray(value);
const shortened = (uris) => uris.map((uri) => (0,truncate/* truncate */.x)(uri, registration_section_MAX_TEXT));
/** @param before what it replaces, if it is a list, too */
function valueToKeep(value, before = null) {
    if (!isList(value))
        return value;
    if (value.length <= SHORT_LIST)
        return shortened(value);
    if (!isList(before))
        return value.length;
    const added = value.filter((uri) => !before.includes(uri));
    const shown = shortened(added.slice(0, SHORT_LIST));
    return { added: shown, more: added.length - shown.length };
}
/** What was kept, if it is what a run keeps; undefined for anything else: people can edit it. */
function asRemembered(kept) {
    if (kept === 'unknown')
        return kept;
    if (!isObject(kept) || !isText(kept['clientId']) || !isText(kept['displayName']))
        return undefined;
    const { clientId, displayName, changes } = kept;
    if (!Array.isArray(changes) || changes.length === 0 || changes.length > SHORT_LIST)
        return undefined;
    if (!changes.every(isKeptChange))
        return undefined;
    const own = changes.map(({ property, before, after }) => ({ property, before, after }));
    return { clientId, displayName, changes: own };
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value) => 
// One more than what was cut to has: the ellipsis.
typeof value === 'string' && value.length <= registration_section_MAX_TEXT + 1;
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const registration_section_isShortList = (value) => Array.isArray(value) && value.length <= SHORT_LIST && value.every(isText);
const isKeptChange = (value) => isObject(value) && isText(value['property']) && isKeptValue(value['before']) && isKeptValue(value['after']);
function isKeptValue(value) {
    if (value === null || typeof value === 'boolean' || isCount(value) || registration_section_isShortList(value))
        return true;
    return isObject(value) && registration_section_isShortList(value['added']) && isCount(value['more']);
}

;// CONCATENATED MODULE: ./build/report/pull-request-body.js







/** GitHub refuses longer bodies. */
const MAX_LENGTH = 65_536;
const ROOM_FOR_TICKS = 100;
/**
 * The pull request's body: what changes and why, findings, and the steps that remain on the server.
 * @param existing the body that is there; what people wrote around the action's section and the boxes they ticked are kept
 */
function pullRequestBody(parts, existing) {
    const text = existing.replaceAll('\r\n', '\n');
    const { before, own, after } = around(text);
    const kept = (0,marker/* readKept */.DL)(text);
    const registration = keptOf(parts.registration, asRemembered(kept?.registration));
    const list = toKeepValues(parts.changes, asKeptValues(kept?.list));
    const state = (0,marker/* keptText */.GD)({ wanted: parts.wanted, closedByAction: false, registration, list });
    const earlier = { registration, news: list?.news, wasSkeleton: isAboutSkeleton(own) };
    const frame = [marker/* SECTION_BEGIN */.wW, state, marker/* SECTION_END */.cu].join('\n').length + ROOM_FOR_TICKS;
    const content = fitting(parts, earlier, MAX_LENGTH - before.length - after.length - frame);
    const section = [marker/* SECTION_BEGIN */.wW, content, state, marker/* SECTION_END */.cu].join('\n');
    return before + keepTicks(section, text) + after;
}
/** What is said when the pull request is closed. @param base name of the base branch */
function closingComment(base) {
    return `${code(base)} already has these values, so this pull request is no longer needed.`;
}
/** The action's own section, empty where there is none, and what people wrote above and below it. */
function around(text) {
    const lines = text.split('\n');
    const own = (0,marker/* ownSection */.Aw)(lines);
    if (!own)
        return { before: text.trim() === '' ? '' : `${text.trimEnd()}\n\n`, own: '', after: '' };
    const { begin, end } = own;
    const before = lines.slice(0, begin).map((line) => `${line}\n`);
    const after = lines.slice(end).join('\n').slice(marker/* SECTION_END */.cu.length);
    return { before: before.join(''), own: lines.slice(begin, end).join('\n'), after };
}
/**
 * What this pull request's runs did to the app registration. A later run finds nothing left to change, or does not look at it; a
 * reviewer still has to know what an earlier one changed, so it stays.
 */
function keptOf(registration, earlier) {
    if (!registration)
        return earlier;
    if (isWritten(registration))
        return toKeep(registration);
    const isOfAnother = typeof earlier === 'object' && earlier.clientId !== toKeep(registration).clientId;
    return isOfAnother ? undefined : earlier;
}
const isWritten = ({ reconcile, changes }) => reconcile === 'apply' && changes.length > 0;
/** The script is shown whole or not at all; then the rest is cut. */
function fitting(parts, earlier, room) {
    const whole = content(parts, earlier);
    if (!parts.script || whole.length <= room)
        return cut(whole, room);
    const note = 'The wsadmin script does not fit here; it is in the job summary.';
    return cut(`${note}\n\n${content({ ...parts, script: undefined }, earlier)}`, room);
}
function cut(text, room) {
    const note = '\n\n… cut here: GitHub does not allow a longer text.';
    return text.length > room ? wholeLines(text, room - note.length) + note : text;
}
function content(parts, earlier) {
    const { introduction, path, isChanged, origin, findings, documentation, registration, script } = parts;
    const isSkeleton = origin === 'skeleton';
    const steps = stepsFor(parts, earlier);
    return paragraphs(isSkeleton && skeletonCaution(DO_NOT_MERGE, path), headline(parts, earlier, steps), earlier.news && newsText(earlier.news), harmless(introduction) || standardIntroduction(parts), `## Changes in ${code(path)}`, changesPart(parts), registrationPart(registration, earlier.registration), findingsSection('##', findings, documentation), '## What is left to do', whatIsLeft(parts), checklist(steps), script && isChanged && !isSkeleton && scriptSection(script, path));
}
/**
 * The hidden comments by which the action finds its own text belong to it alone, and one that the introduction leaves open would
 * hide everything below.
 */
function harmless(introduction) {
    const text = introduction.replaceAll(/<!--\s*mobile-sso-config/g, '<!-- (mobile-sso-config)');
    return text.lastIndexOf('<!--') > text.lastIndexOf('-->') ? `${text} -->` : text;
}
function standardIntroduction({ isChanged, origin, provider: { kind, name } }) {
    if (origin === 'skeleton')
        return 'Shows the settings that the mobile clients of HCL Connections need. It is not meant to be merged as it is.';
    if (!isChanged)
        return 'Updates the wsadmin script that puts a merged file into service. No setting changes.';
    const signIn = kind === 'other' ? `at ${code(name)}` : `with ${name}`;
    const introduction = `Makes the mobile clients of HCL Connections sign in ${signIn}.`;
    return origin === 'file' ? `${introduction} Only the lines of these settings change.` : introduction;
}
function changesPart({ changes, isChanged, origin, script }) {
    const scripts = namesOfScripts(script);
    if (!isChanged)
        return `None. Only the ${scripts} ${script?.others ? 'change' : 'changes'}.`;
    const [are, them] = script?.others ? ['are', 'them'] : ['is', 'it'];
    return paragraphs(origin === 'template' && FROM_TEMPLATE, changes.length > 0 ? changesList(changes) : 'The file is new and already has every setting.', script?.path !== undefined &&
        `If the ${scripts} ${are} missing or from another release, this pull request updates ${them} too.`);
}
/** What was done to the app registration, and how it is now; undefined where nothing is known of it. */
function registrationPart(registration, kept) {
    const isNews = registration && !isWritten(registration) && (registration.changes.length > 0 || !kept);
    if (!kept && !isNews)
        return undefined;
    return paragraphs('## App registration in Entra ID', kept && (kept === 'unknown' ? CHANGED_EARLIER : keptSection(kept, true)), isNews && registrationSection(registration, false));
}
const CHANGED_EARLIER = 'An earlier run for this pull request changed the app registration. The log of that run says what it changed.';
function whatIsLeft({ isChanged, origin }) {
    if (origin === 'skeleton')
        return "After the first two steps, the next run updates this pull request: branch, title and text are then made from the server's file.";
    return isChanged
        ? 'Merging alone changes nothing on the server.'
        : 'This pull request needs no change on the server.';
}

// EXTERNAL MODULE: ./build/problems.js
var build_problems = __webpack_require__(7806);
// EXTERNAL MODULE: ./build/network/index.js + 6 modules
var network = __webpack_require__(9304);
;// CONCATENATED MODULE: ./build/report/failure.js





const AZURE = 'app registration changed, which does no harm while the server runs the old configuration';
const DO_NEXT = 'Remove the cause, then run the action again. This is safe: it checks what is there and continues from there.';
function describeFailure(error, { azure, writes }) {
    const written = [...(azure === 'changed' ? [AZURE] : []), ...(writes?.made ?? [])];
    const perhaps = [...(azure === 'in doubt' ? [AZURE] : []), ...(writes?.unknown ?? [])];
    const isUntouched = written.length + perhaps.length === 0;
    const lists = [
        ['Written', written],
        ['Perhaps written', perhaps],
        ['Do next', isUntouched ? [] : [DO_NEXT]],
    ];
    return { message: reasonOf(error, isUntouched), lists: lists.filter(([, items]) => items.length > 0) };
}
function reasonOf(error, isUntouched) {
    if (error instanceof build_problems/* ProblemsError */.FQ)
        return `${counted(error.problems.length, 'problem')}${isUntouched ? '; nothing was written' : ''}.`;
    const isLate = error instanceof network/* DeadlineError */.j3 && isUntouched;
    return (0,build_problems/* messageOf */.bD)(error) + (isLate ? '\nNothing was written.' : '');
}
const item = (text) => `- ${text}`;
/** For the log. */
function failureText({ message, lists }) {
    return [message, ...lists.flatMap(([heading, items]) => [`${heading}:`, ...items.map(item)])].join('\n');
}
/** The job summary: what is wrong and what was written, nothing else. */
function failureSummary(problems, failure, { findings, registration, azure }, documentation) {
    const list = problems.map(({ where, what, cure }) => item(`${code(where)}: ${sentence(what)} ${sentence(cure)}`));
    return paragraphs('## Mobile single sign-on: failed', list.length > 0 && list.join('\n'), failureMarkdown(failure), azure === 'changed' && registration && registrationSection(registration, true, '###'), findingsSection('###', findings, documentation));
}
/** Only what is to be pasted is a block of code. */
function failureMarkdown({ message, lists }) {
    const parts = message.match(/^ {2}.*(?:\n {2}.*)*|^.+$/gm) ?? [];
    return paragraphs(...parts.map((part) => part.startsWith('  ') ? fenced(visible(part.replaceAll(/^ {2}/gm, '')), '') : sentence(part)), ...lists.map(([heading, items]) => `### ${heading}\n\n${items.map((text) => item(sentence(text))).join('\n')}`));
}

;// CONCATENATED MODULE: ./build/report/run-result.js

function isFileChanged({ before, changes }) {
    return before === undefined || changes.length > 0;
}
/** Whether something was found to differ that decides whether phones can sign in; of a run that failed, as far as it got. */
function driftOf(found) {
    const { findings, registration } = found;
    const differs = 'before' in found ? isFileChanged(found) : found.differs;
    return differs || (registration?.changes.length ?? 0) > 0 || findings.some(build_findings/* isDrift */._K);
}
/** Fields that hold words of the action alone: they stay, also where a short secret happens to be the same word. */
const OWN_WORDS = new Set([
    ...['id', 'severity', 'place', 'title'],
    ...['mode', 'kind', 'origin', 'checked', 'reconcile', 'operation', 'azure'],
]);
/** The same without the secrets in its texts. */
function withoutSecrets(value, secrets) {
    return secrets.redactAll(value, OWN_WORDS);
}

;// CONCATENATED MODULE: ./build/report/log.js






/**
 * A text that the runner does not take for a command: it looks for `::` at the start of a line, before which any white space of
 * Unicode counts for nothing, and for the older `##[` anywhere in one. A value must not be able to switch masking off or to set outputs.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
function logText(text) {
    return visible((0,truncate/* truncate */.x)(text, log_MAX_TEXT))
        .replaceAll('##[', '##\\[')
        .replaceAll(/^([^\S\r\n]*):(?=:)/gm, '$1:\\');
}
/** In characters; whatever a text quotes is cut to less before. */
const log_MAX_TEXT = 50_000;
const log_MAX_VALUE = 1000;
/** What a run found and did, for the log. */
function resultLines(result) {
    const { mode, registration, pullRequest } = result;
    const scripts = (mode === 'render' && result.script?.written) || [];
    const state = mode === 'pull-request' && result.operation !== 'none' ? result.operation : 'open';
    return [
        ...fileLines(result),
        ...scripts.map((path) => `${path}: the wsadmin script was written.`),
        ...(registration ? registrationLines(registration) : []),
        ...(pullRequest ? [`Pull request #${pullRequest.number} (${state}): ${pullRequest.url}`] : []),
    ];
}
function fileLines(result) {
    const { path, before, changes, origin } = result;
    const changeLines = changes.map(({ setting, before: old, after, source, line }) => `${path}:${line}: ${setting}: ${old === null ? 'missing' : logValue(old)} -> ${logValue(after)} (${source})`);
    if (before === undefined)
        return [`${path}: new file, made from the ${origin}.`, ...changeLines];
    return isFileChanged(result) ? changeLines : [`${path}: up to date.`];
}
function registrationLines({ displayName, changes, isChanged }) {
    const name = `App registration ${displayName}`;
    if (changes.length === 0)
        return [`${name}: up to date.`];
    const verb = isChanged ? 'changed' : 'should change';
    return changes.map(({ property, before, after }) => `${name}: ${property} ${verb}: ${logValue(before)} -> ${logValue(after)}`);
}
function logValue(value) {
    return typeof value === 'string'
        ? JSON.stringify((0,truncate/* truncate */.x)(value, log_MAX_VALUE))
        : (0,truncate/* truncate */.x)(JSON.stringify(value), log_MAX_VALUE);
}
/**
 * The findings by importance, all settings of the file in one for each kind.
 * @param workspacePath of the file, where it is in the workspace and annotations can point at its lines
 */
function findingAnnotations(findings, documentation, workspacePath) {
    const groups = Map.groupBy((0,build_findings/* byImportance */.G5)(findings), (each) => (each.setting === undefined ? each : each.id));
    return [...groups.values()].map((group) => {
        const first = group[0];
        const { id, title, severity: level, line } = first;
        const place = workspacePath !== undefined && line !== undefined ? { file: workspacePath, startLine: line } : {};
        const properties = { title: `${id} ${title}`, ...place };
        if (group.length === 1)
            return { level, text: findingText(first, documentation), properties };
        const names = listed(group.map(({ setting }) => `"${setting}"`));
        const what = `${group.length} settings, from here on: ${names}.`;
        const details = group.map((each) => findingText(each, documentation));
        return { level, text: findingText({ ...first, what }, documentation), properties, details };
    });
}
/** One finding as text for an annotation or a log. */
function findingText(finding, documentation) {
    return `${(0,build_problems/* problemText */.fI)(log_short(finding))} See ${findingUrl(documentation, finding.id)}`;
}
function problemAnnotation(problem) {
    return { level: 'error', text: (0,build_problems/* problemText */.fI)(log_short(problem)) };
}
const MAX_PLACE = 500;
function log_short({ where, what, cure }) {
    return { where: (0,truncate/* truncate */.x)(where, MAX_PLACE), what: (0,truncate/* shortSentence */.I)(what), cure: (0,truncate/* shortSentence */.I)(cure) };
}

;// CONCATENATED MODULE: ./build/report/outputs.js



/** Every output with its value when nothing applies; all of them are set in every mode, also when the run fails. */
const NO_OUTPUTS = {
    changed: 'false',
    drift: '',
    'pull-request-number': '',
    'pull-request-url': '',
    'pull-request-operation': 'none',
    branch: '',
    'commit-sha': '',
    'azure-changed': 'false',
    report: '',
    'issue-body': '',
};
/** All outputs of a run that went through but `issue-body`. */
function outputs(result) {
    const { mode, pullRequest, registration } = result;
    const { branch = '' } = mode === 'render' ? {} : result;
    const { operation = 'none', commitSha = '', hasWritten = false } = mode === 'pull-request' ? result : {};
    const hasRendered = mode === 'render' && (isFileChanged(result) || Boolean(result.script?.written.length));
    const isAzureChanged = registration?.isChanged ?? false;
    return {
        ...NO_OUTPUTS,
        changed: String(hasWritten || hasRendered || isAzureChanged),
        drift: String(driftOf(result)),
        'pull-request-number': String(pullRequest?.number ?? ''),
        'pull-request-url': pullRequest?.url ?? '',
        'pull-request-operation': operation,
        branch,
        'commit-sha': commitSha,
        'azure-changed': String(isAzureChanged),
        report: reportJson(result),
    };
}
/** The outputs of a run that failed, perhaps after it had written something. */
function failureOutputs(progress) {
    const isAzureChanged = progress.azure === 'changed';
    return {
        ...NO_OUTPUTS,
        changed: String(isAzureChanged || Boolean(progress.writes?.made.length)),
        // Never "false": whoever reads no more than that would take it for an all-clear.
        drift: driftOf(progress) ? 'true' : '',
        'azure-changed': String(isAzureChanged),
    };
}
/** Of the `report` output; it changes when a field is removed or gets another meaning. */
const REPORT_VERSION = 1;
/**
 * In bytes. Workflows hand it on in environment variables, of which Linux takes no longer ones than 128 KiB.
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 */
const MAX_REPORT = 100_000;
/**
 * Which share of the findings and changes is told, and how many characters of each text and entries of each list. The first attempt
 * that has room is taken; a hundred environments always have room with the last one.
 */
const ATTEMPTS = [
    ...[1000, 200, 50].map((limit) => ({ share: 1, limit })),
    ...Array.from({ length: 20 }, (_, index) => ({ share: 0.5 ** (index + 1), limit: 50 })),
    { share: 0, limit: 50 },
    { share: 0, limit: 16 },
];
/**
 * The `report` output: every change and finding as JSON. Where texts or lists are cut, the object that has them says
 * `"truncated": true`; where findings or changes find no room, `omitted` counts them.
 */
function reportJson(result) {
    return outputs_fitting((share) => report(result, share));
}
/** The same of every environment of an inventory, by its name. */
function fleetReportJson(environments) {
    return outputs_fitting((share) => ({
        environments: environments.map(({ name, result }) => {
            if (!('failure' in result))
                return { name, ...report(result, share) };
            const findings = mostImportant(result.findings, share);
            const left = omitted(result.findings.length - findings.length, 0);
            return { name, drift: driftOf(result) || null, failure: result.failure, findings, ...left };
        }),
    }));
}
function outputs_fitting(make) {
    let text = '';
    for (const { share, limit } of ATTEMPTS) {
        text = JSON.stringify({ version: REPORT_VERSION, ...make(share) }, cutting(limit));
        if (Buffer.byteLength(text) <= MAX_REPORT)
            break;
    }
    return text;
}
function report(result, share) {
    const { mode, path, checked, registration } = result;
    const { number = null, url = null } = result.pullRequest ?? {};
    const { repository = null, branch = null } = mode === 'render' ? {} : result;
    const { operation = 'none', commitSha = null } = mode === 'pull-request' ? result : {};
    const findings = mostImportant(result.findings, share);
    const changes = first(result.changes, share);
    const azure = first(registration?.changes ?? [], share);
    return {
        mode,
        drift: driftOf(result),
        checked,
        file: { repository, path, changes },
        azure: registration ? azureOf(registration, azure) : null,
        pullRequest: { operation, number, url, branch, commitSha },
        findings,
        ...omitted(result.findings.length - findings.length, result.changes.length - changes.length + (registration?.changes.length ?? 0) - azure.length),
    };
}
/** The findings of the app registration stand among all the others. */
function azureOf({ reconcile, clientId, objectId, displayName, isChanged }, changes) {
    return { reconcile, clientId, objectId, displayName, changed: isChanged, changes };
}
function mostImportant(findings, share) {
    return share < 1 ? first((0,build_findings/* byImportance */.G5)(findings), share) : findings;
}
function first(all, share) {
    return all.slice(0, Math.floor(all.length * share));
}
function omitted(findings, changes) {
    return findings + changes > 0 ? { omitted: { findings, changes } } : {};
}
/** For JSON.stringify: texts and lists of texts are no longer than that. */
function cutting(limit) {
    return (_key, value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            return value;
        const entries = Object.entries(value);
        const short = entries.map(([key, each]) => [key, outputs_cut(each, limit)]);
        const isTruncated = entries.some(([, each], index) => each !== short[index][1]);
        return Object.fromEntries(isTruncated ? [...short, ['truncated', true]] : short);
    };
}
/** Of a list of texts both ends stay, because what is new is at one of them. */
function outputs_cut(value, limit) {
    if (typeof value === 'string')
        return (0,truncate/* truncate */.x)(value, limit);
    if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
        return value;
    const half = Math.floor(limit / 4);
    const ends = value.length > 2 * half ? [...value.slice(0, half), ...value.slice(-half)] : value;
    const isShort = ends === value && value.every((each) => each.length <= limit);
    return isShort ? value : ends.map((each) => (0,truncate/* truncate */.x)(each, limit));
}

;// CONCATENATED MODULE: ./build/report/summary.js






/** The job summary of a run that went through: verdict, changes, diff, findings. */
function summary(result, documentation) {
    return result.mode === 'check' ? checkSummary(result, documentation) : writingSummary(result, documentation);
}
function writingSummary(result, documentation) {
    const { mode, path, origin, changes, findings, registration, script } = result;
    const isChanged = isFileChanged(result);
    const isSkeleton = origin === 'skeleton';
    const forbidden = mode === 'render' || !isChanged ? 'Do not check this file in.' : DO_NOT_MERGE;
    return paragraphs(`## Mobile single sign-on: ${verdict(result)}`, isSkeleton && skeletonCaution(forbidden, path), isChanged && origin === 'template' && FROM_TEMPLATE, isChanged
        ? paragraphs(changesList(changes), diffOf(result))
        : `${code(path)} already has every setting.${aboutScript(result)}`, registration && registrationSection(registration, registration.isChanged, '###'), findingsSection('###', findings, documentation), script && isChanged && !isSkeleton && scriptSection(script, path));
}
function diffOf({ path, before = '', after }) {
    return fenced(unifiedDiff(path, before, after), 'diff');
}
/** Why there is a pull request although no setting changes. */
function aboutScript(result) {
    if (result.mode === 'render' || !result.script?.path)
        return '';
    return result.operation === 'created' || result.operation === 'updated'
        ? ` The pull request updates the ${namesOfScripts(result.script)}, which ${result.script.others ? 'are' : 'is'} missing or from another release.`
        : '';
}
function verdict(result) {
    if (result.mode === 'render')
        return isFileChanged(result) ? `${plain(result.path)} was rendered` : 'nothing to change';
    const { registration } = result;
    const text = pullRequestVerdict(result);
    if (!registration || registration.changes.length === 0)
        return text;
    return `${text}; app registration ${registration.isChanged ? 'changed' : 'needs a change'}`;
}
function pullRequestVerdict(result) {
    const link = result.pullRequest && linkTo(result.pullRequest);
    switch (result.operation) {
        case 'closed':
            return `${link} closed because it is no longer needed`;
        case 'none':
            if (isFileChanged(result))
                return link ? `${link} is open and up to date` : 'the file needs changes, but no pull request is open';
            return link ? `the file is up to date, but ${link} is open` : 'the file is up to date';
        default:
            return `${link} ${result.operation === 'created' ? 'opened' : 'updated'}`;
    }
}
function linkTo({ number, url }) {
    return `[pull request #${number}](${url})`;
}
/** Of a check: the verdict, a line for each place and what to do; the rest is folded. */
function checkSummary(result, documentation) {
    const { changes, findings, registration, pullRequest } = result;
    const setting = findings.find(({ id }) => id === 'MSSO012');
    const others = findings.filter(({ id }) => id !== 'MSSO012');
    const what = `${counted(changes.length, 'setting')} to change, listed below.`;
    const forAllSettings = setting && { ...setting, where: setting.where.replace(/:\d+$/, ''), what };
    const list = findingsList([...(forAllSettings ? [forAllSettings] : []), ...others], documentation);
    return paragraphs(`## Mobile single sign-on: ${checkVerdict(result)}`, placesTable(result), pullRequest && `Open: ${linkTo(pullRequest)}`, list && `### ${findings.some(build_findings/* isDrift */._K) ? 'What to do' : 'Notes'}\n\n${list}`, setting && folded('Settings that differ', changesList(changes)), isFileChanged(result) && folded('Diff of the file', diffOf(result)), registration &&
        registration.changes.length > 0 &&
        folded('App registration', registrationSection(registration, false)));
}
/** Of a check, for its heading: in how many places something differs. Places that were not checked do not count. */
function checkVerdict(result) {
    const all = placesOf(result).filter(({ isChecked }) => isChecked);
    const drifting = all.filter(({ drift }) => drift.length > 0).length;
    const checked = counted(all.length, 'place');
    if (!driftOf(result))
        return `no drift in ${checked}`;
    return drifting > 0 ? `drift found in ${drifting} of ${checked}` : 'drift found';
}
/** One line for each place: what is the matter there, at a glance. */
function placesTable(result) {
    const rows = placesOf(result).map(({ name, isChecked, findings, drift }) => {
        const { error = [], warning = [] } = Object.groupBy(drift, ({ severity }) => severity);
        const sign = error.length > 0 ? '❌ drift' : warning.length > 0 ? '⚠️ check this' : '✅ up to date';
        const shown = drift.length > 0 ? [...error, ...warning] : findings;
        return [name, [isChecked ? sign : '➖ not checked', ...summarise(shown)].join('<br>')];
    });
    return table(['Place', 'State'], rows);
}
/** The titles of findings, each once with its number. */
function summarise(findings) {
    const byTitle = Map.groupBy(findings, ({ title }) => title);
    return [...byTitle].map(([title, { length }]) => plain(title) + (length > 1 ? ` (${length})` : ''));
}
/** The places between the wanted values and the phone, as people call them, with what was found there. */
function placesOf({ path, provider, registration, checked, findings: all }) {
    const names = [
        ['values', 'Values'],
        ['file', `File ${code(path)}`],
        ['provider', 'OIDC provider'],
        ['azure', `App registration${registration ? ` ${plain(registration.displayName)}` : ''}`],
        ['discovery', 'Endpoints at Entra'],
        ['server', 'Live server'],
        ['certificate', 'Certificate'],
    ];
    // An app registration that was read stands behind a domain of the customer's own.
    const isEntra = provider.kind === 'entra' || registration !== undefined;
    const shown = names.filter(([place]) => isEntra || (place !== 'azure' && place !== 'discovery'));
    return shown.map(([place, name]) => {
        const isChecked = checked.includes(place);
        const findings = all.filter((each) => each.place === place);
        return { name, isChecked, findings, drift: isChecked ? findings.filter(build_findings/* isDrift */._K) : [] };
    });
}

;// CONCATENATED MODULE: ./build/report/fleet.js










/** The columns of the table, with the places that each is about. */
const COLUMNS = [
    ['File', ['values', 'provider', 'file']],
    ['Registration', ['azure', 'discovery']],
    ['Server', ['server']],
    ['Certificate', ['certificate']],
];
/** Characters of all names in the last line of a step that fails. */
const fleet_MAX_NAMES = 1000;
/** Characters of a failure that are shown in a cell, and below the table. */
const SHORT_FAILURE = 300;
const MAX_FAILURE = 4000;
/** Bytes of the output `issue-body`. GitHub takes 65,536 characters, and the workflow adds a link. */
const MAX_ISSUE = 60_000;
/** The report about all environments of an inventory. @param documentation address of docs/findings.md */
function fleetReport({ environments, failsOnDrift }, documentation) {
    const isUnknown = environments.some(({ result }) => 'failure' in result);
    const isDrifting = environments.some(({ result }) => driftOf(result));
    const concerned = needingAttention(environments);
    const names = (0,truncate/* truncate */.x)(concerned.map(({ name }) => name).join(', '), fleet_MAX_NAMES);
    const verdict = fleetVerdict(environments);
    const failure = `${verdict[0].toUpperCase()}${verdict.slice(1)} (${names}). The annotations and the job summary say what to do.`;
    return {
        annotations: environments.flatMap((each) => annotationsOf(each, documentation)),
        lines: environments.flatMap(({ name, result }) => 'failure' in result ? [] : resultLines(result).map((line) => `${name}: ${line}`)),
        failure: isUnknown || (failsOnDrift && isDrifting) ? failure : undefined,
        outputs: {
            ...NO_OUTPUTS,
            // "false" only where all environments were checked.
            drift: isDrifting ? 'true' : isUnknown ? '' : 'false',
            report: fleetReportJson(environments),
            'issue-body': issueBody(environments, documentation),
        },
        summary: paragraphs(`## Mobile single sign-on: ${verdict}`, fleetTable([...concerned, ...environments.filter((each) => !concerned.includes(each))]), ...concerned.flatMap((each) => [
            `### ${plain(each.name)}`,
            folded('What to do', whatToDo(each, documentation)),
        ])),
    };
}
/** Each names its environment. */
function annotationsOf({ name, result }, documentation) {
    const isFailed = 'failure' in result;
    const workspacePath = isFailed ? undefined : result.workspacePath;
    const found = findingAnnotations(result.findings, documentation, workspacePath);
    const reason = isFailed && `could not be checked: ${(0,truncate/* truncate */.x)(result.failure, MAX_FAILURE)}`;
    const failed = reason ? [{ level: 'error', text: reason }] : [];
    return [...failed, ...found].map(({ text, details = [], ...annotation }) => ({
        ...annotation,
        text: `${name}: ${text}`,
        details: details.map((detail) => `${name}: ${detail}`),
    }));
}
/** Markdown for an issue about what has drifted and what to do; empty where there is nothing. */
function issueBody(environments, documentation) {
    const concerned = needingAttention(environments);
    if (concerned.length === 0)
        return '';
    return bounded(paragraphs(`Mobile single sign-on: **${fleetVerdict(environments)}**`, fleetTable(concerned), ...concerned.flatMap((each) => [`### ${plain(each.name)}`, whatToDo(each, documentation)])));
}
/** The text as an issue's body may be. */
function bounded(text) {
    const bytes = Buffer.from(text);
    if (bytes.length <= MAX_ISSUE)
        return text;
    const note = '\n\n… cut here: GitHub does not allow a longer text. The job summary has the rest.';
    const start = bytes.subarray(0, MAX_ISSUE - Buffer.byteLength(note)).toString();
    return wholeLines(start, start.length) + note;
}
function fleetVerdict(environments) {
    const { length } = environments;
    const drifted = environments.filter(({ result }) => driftOf(result)).length;
    const failed = environments.filter(({ result }) => 'failure' in result).length;
    if (length === 1)
        return failed > 0 ? 'could not be checked' : drifted > 0 ? 'drift found' : 'no drift';
    const all = `${length} environments`;
    const drift = drifted > 0 ? `drift in ${drifted} of ${all}` : `no drift in ${length - failed} of ${all}`;
    return failed > 0 ? `${drift}, ${failed} could not be checked` : drift;
}
/** What phones may be kept out by, and what is not known. */
function needingAttention(environments) {
    return environments.filter(({ result }) => 'failure' in result || driftOf(result));
}
function fleetTable(environments) {
    const rows = environments.map(({ name, result }) => {
        const [file = '', ...others] = COLUMNS.map(([, places]) => cell(result, places));
        if (!('failure' in result))
            return [plain(name), file, ...others];
        const reason = sentence((0,truncate/* truncate */.x)(result.failure.split('\n')[0], SHORT_FAILURE));
        const found = file === '➖' ? '' : `<br>${file}`;
        return [plain(name), `❌ could not be checked: ${reason}${found}`, ...others];
    });
    return table(['Environment', ...COLUMNS.map(([title]) => title)], rows);
}
function cell(result, places) {
    const drift = result.findings.filter((finding) => places.includes(finding.place) && (0,build_findings/* isDrift */._K)(finding));
    if (drift.length > 0)
        return `⚠️ ${summarise(drift).join('<br>')}`;
    // What the inputs say is always looked at.
    const looked = places.filter((place) => place !== 'values');
    const isChecked = !('failure' in result) && looked.some((place) => result.checked.includes(place));
    return isChecked ? '✅' : '➖';
}
function whatToDo({ result }, documentation) {
    if ('failure' in result)
        return paragraphs(failureMarkdown({ message: (0,truncate/* truncate */.x)(result.failure, MAX_FAILURE), lists: [] }), findingsList(result.findings, documentation));
    const { repository, path, pullRequest, findings, changes } = result;
    const others = findings.filter(({ id, severity }) => id !== 'MSSO012' && severity !== 'notice');
    const cure = findings.find(({ id }) => id === 'MSSO012')?.cure;
    return paragraphs(`${code(path)} in ${code(repository)}${pullRequest ? `, ${linkTo(pullRequest)}` : ''}`, cure ? `${sentence(cure)}\n\n${changesList(changes)}` : undefined, findingsList(others, documentation));
}

;// CONCATENATED MODULE: ./build/report/reporter.js









/** Warnings while the run is on its way, so that there is room for those about what it found. */
const MAX_EARLY_WARNINGS = 5;
/**
 * GitHub shows that many annotations of each level for a step; others are nowhere to be seen.
 * @see https://docs.github.com/en/rest/checks/runs#create-a-check-run
 */
const MAX_ANNOTATIONS = 10;
/** In characters, each of which has up to three bytes; GitHub shows no summary that is longer than 1 MiB. */
const MAX_SUMMARY = 300_000;
/** The only place that writes to the log, the outputs and the job summary. */
class Reporter {
    #core;
    #options;
    #shown = { error: 0, warning: 0, notice: 0 };
    constructor(core, options) {
        this.#core = core;
        this.#options = options;
    }
    // Others are given these as functions.
    debug = (message) => this.#core.debug(this.#safe(message));
    info = (message) => this.#core.info(this.#safe(message));
    warning = (message) => this.#warn(message, MAX_EARLY_WARNINGS);
    async succeed(raw) {
        const { documentation, secrets } = this.#options;
        const result = withoutSecrets(raw, secrets);
        const isCheck = result.mode === 'check';
        const isFailing = isCheck && result.failsOnDrift && driftOf(result);
        const issue = isCheck ? issueBody([{ name: result.path, result }], documentation) : '';
        await this.#tell({
            annotations: findingAnnotations(result.findings, documentation, result.workspacePath),
            lines: resultLines(result),
            failure: isFailing ? driftText(result) : undefined,
            outputs: { ...outputs(result), 'issue-body': issue },
            summary: summary(result, documentation),
        });
    }
    /** The same for all environments of an inventory. */
    async succeedForAll(raw) {
        const { documentation, secrets } = this.#options;
        await this.#tell(fleetReport(withoutSecrets(raw, secrets), documentation));
    }
    async fail(error, raw) {
        const { documentation, secrets } = this.#options;
        // The writes are told by the failure; they are no plain data, of which a copy could be made.
        const progress = withoutSecrets({ ...raw, writes: undefined }, secrets);
        const problems = withoutSecrets(error instanceof build_problems/* ProblemsError */.FQ ? error.problems : [], secrets);
        const failure = secrets.redactAll(describeFailure(error, raw));
        const text = failureSummary(problems, failure, progress, documentation);
        await this.#tell({
            annotations: [
                ...problems.map(problemAnnotation),
                ...findingAnnotations(progress.findings, documentation),
            ],
            lines: [],
            failure: failureText(failure),
            outputs: { ...failureOutputs(raw), 'issue-body': bounded(text) },
            summary: text,
        });
    }
    async #tell({ annotations, lines, failure, outputs, summary }) {
        const untold = this.#annotate(annotations, failure !== undefined);
        for (const line of lines)
            this.info(line);
        if (failure !== undefined)
            this.#core.setFailed(this.#safe(failure + untold));
        this.#setOutputs(outputs);
        await this.#summarise(summary);
    }
    /** The text without secrets, and nothing in it is a command. */
    #safe(text) {
        return logText(this.#options.secrets.redact(text));
    }
    /** A warning while there were fewer than that, else a line of the log. */
    #warn(text, most) {
        const isShown = this.#shown.warning < most;
        if (isShown)
            this.#shown.warning++;
        this.#core[isShown ? 'warning' : 'info'](this.#safe(text));
    }
    /** @returns what the verdict, for which there is room, has to say about the errors that are not shown; without one the last error does */
    #annotate(annotations, hasVerdict) {
        const place = this.#options.hasSummary ? 'job summary' : 'log';
        let untold = '';
        for (const level of ['error', 'warning', 'notice']) {
            const isTold = level === 'error' && hasVerdict;
            const room = MAX_ANNOTATIONS - this.#shown[level] - (isTold ? 1 : 0);
            const all = annotations.filter((each) => each.level === level);
            const rest = all.length - room;
            const more = rest > 0 ? `\n${rest} more ${level}${rest === 1 ? ' is' : 's are'} in the ${place}.` : '';
            if (isTold)
                untold = more;
            for (const [index, { text, properties, details = [] }] of all.entries()) {
                const note = index === room - 1 && !isTold ? more : '';
                if (index < room)
                    this.#core[level](this.#safe(text + note), properties);
                for (const line of index < room ? details : [text, ...details])
                    this.info(line);
            }
            this.#shown[level] += Math.min(room, all.length);
        }
        return untold;
    }
    #setOutputs(values) {
        try {
            for (const [name, value] of Object.entries(values))
                this.#core.setOutput(name, value);
        }
        catch (error) {
            // Later steps would go on with empty outputs as if there were nothing to do.
            this.#core.setFailed(this.#safe(`The outputs could not be written to the GITHUB_OUTPUT file: ${(0,build_problems/* messageOf */.bD)(error)}. This log says what the run did. Check that the runner's disk is not full and that no step changes the variable.`));
        }
    }
    async #summarise(markdown) {
        const { hasSummary, secrets } = this.#options;
        if (!hasSummary)
            return;
        const text = secrets.redact(markdown);
        const note = '\n\n… cut here: GitHub does not show a longer text.';
        const shown = text.length > MAX_SUMMARY ? wholeLines(text, MAX_SUMMARY) + note : text;
        try {
            await this.#core.summary.addRaw(`${shown}\n`).write();
        }
        catch (error) {
            // What the run did and found is in the log and the outputs; in a container the runner's file may be out of reach.
            this.#warn(`The job summary could not be written: ${(0,build_problems/* messageOf */.bD)(error)}`, MAX_ANNOTATIONS);
        }
    }
}
function driftText({ findings }) {
    const places = new Set(findings.filter(build_findings/* isDrift */._K).map(({ place }) => place));
    return `Drift found: ${[...places].join(', ')}. The annotations and the job summary say what to do. To report drift without failing, set fail-on-drift: false.`;
}

;// CONCATENATED MODULE: ./build/report/index.js






/***/ }),

/***/ 4004:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3838);
/* harmony import */ var _connections_server_public_roots_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2345);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9871);
/* harmony import */ var _network_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9304);




/** Seconds for what is still open after the report. A cancelled run has to end within 7.5 seconds, its grace included. */
const LEFTOVERS = 2;
const { env: environment } = process;
// Of no use here, and @actions/github, which reads the event when it is loaded, fails over a file that is empty or broken.
delete environment['GITHUB_EVENT_PATH'];
const deadline = new _network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .Deadline */ .B2(_network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .RUN_LIMIT */ .QE);
// Who reads the log may stop, as "| head" does. The run goes on: what it does and its outputs do not depend on the log.
for (const stream of [process.stdout, process.stderr])
    stream.on('error', () => undefined);
process.on('uncaughtException', (error) => {
    _actions_core__WEBPACK_IMPORTED_MODULE_0__.setFailed(unexpected(error));
    process.exit();
});
/** The runner sends SIGINT to a cancelled job and SIGTERM after 7.5 seconds. A second signal ends the process at once. */
const SIGNALS = ['SIGINT', 'SIGTERM'];
const stop = (signal) => {
    for (const each of SIGNALS)
        process.off(each, stop);
    deadline.cancel(signal);
};
for (const signal of SIGNALS)
    process.on(signal, stop);
await (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .main */ .i)({
    core: _actions_core__WEBPACK_IMPORTED_MODULE_0__,
    environment,
    currentFolder: process.cwd(),
    fetch: deadline.fetch((url, options) => (0,_network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .fetchWhole */ .OR)(url, options, environment)),
    get publicRoots() {
        return (0,_connections_server_public_roots_js__WEBPACK_IMPORTED_MODULE_1__/* .publicRoots */ .D)(environment);
    },
    deadline,
    wait: (seconds, before) => deadline.wait(seconds, before),
});
(0,_network_index_js__WEBPACK_IMPORTED_MODULE_3__/* .closeConnections */ .Qz)();
// Usually nothing is left and the process ends by itself. A pause of GitHub's client cannot be broken off, though.
setTimeout(() => process.exit(), LEFTOVERS * 1000).unref();
/** Without the message, which nobody has looked at for secrets. */
function unexpected(error) {
    const { name, stack = '' } = error instanceof Error ? error : new Error();
    const frame = stack.split('\n').find((line) => line.startsWith('    at ')) ?? '';
    const place = /(?<![\w.-])([\w.-]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? 'an unknown place';
    return `The action itself failed: ${name} at ${place}. What it wrote is unknown; it is safe to run again. Please report this with the version of the action.`;
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4949:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ab: () => (/* binding */ REORDERING),
/* harmony export */   OQ: () => (/* binding */ unseenCharacter),
/* harmony export */   kH: () => (/* binding */ INVISIBLE),
/* harmony export */   mb: () => (/* binding */ UNSEEN_BUT_JOINERS),
/* harmony export */   yb: () => (/* binding */ codePoint),
/* harmony export */   zG: () => (/* binding */ withoutUnseen)
/* harmony export */ });
/**
 * A character that reorders or hides text: controls, formats (the bidirectional ones among them), tags, fillers, selectors, halves
 * of a character. Tabs and line ends are none.
 * @see https://trojansource.codes
 */
const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\t\n\r]]/v;
/** The same with tabs and line ends, and with what no character will ever be, which XML cannot hold. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/v;
/** What turns the direction of writing or ends a line; lines, tabs and the joiners of emoji are none. */
const REORDERING = /[[\p{Cc}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}]--[\t\n\r]]/v;
/** The same with everything else that is not seen, but for the joiners and selectors that emoji and some scripts need. */
const UNSEEN_BUT_JOINERS = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\u200c\u200d\ufe0e\ufe0f]]/v;
const NAMES = {
    '\u00ad': 'soft hyphen',
    '\u061c': 'Arabic letter mark',
    '\u180e': 'Mongolian vowel separator',
    '\u200b': 'zero width space',
    '\u200c': 'zero width non-joiner',
    '\u200d': 'zero width joiner',
    '\u200e': 'left-to-right mark',
    '\u200f': 'right-to-left mark',
    '\u2028': 'line separator',
    '\u2029': 'paragraph separator',
    '\u202a': 'left-to-right embedding',
    '\u202b': 'right-to-left embedding',
    '\u202c': 'pop directional formatting',
    '\u202d': 'left-to-right override',
    '\u202e': 'right-to-left override',
    '\u2060': 'word joiner',
    '\u2066': 'left-to-right isolate',
    '\u2067': 'right-to-left isolate',
    '\u2068': 'first strong isolate',
    '\u2069': 'pop directional isolate',
    '\u3164': 'Hangul filler',
    '\ufe0f': 'variation selector',
    '\ufeff': 'byte order mark',
};
/**
 * The first character of a text that nobody sees: "a tab at character 3", "U+200B (zero width space) at character 24".
 * @param unseen what counts as such a character
 * @returns undefined where every character is seen
 */
function unseenCharacter(text, unseen = UNSEEN) {
    const found = unseen.exec(text);
    if (!found)
        return undefined;
    return `${characterName(found[0])} at character ${[...text.slice(0, found.index)].length + 1}`;
}
const ALL_UNSEEN = new RegExp(UNSEEN, 'gv');
/** The text without what nobody sees. */
function withoutUnseen(text) {
    return text.replaceAll(ALL_UNSEEN, '');
}
function characterName(character) {
    if (character === '\t')
        return 'a tab';
    if (character === '\n' || character === '\r')
        return 'a line break';
    const kind = /\p{Cc}/u.test(character)
        ? 'control character'
        : /\p{Cs}/u.test(character)
            ? 'half of a character'
            : NAMES[character];
    return kind ? `${codePoint(character)} (${kind})` : codePoint(character);
}
function codePoint(character) {
    return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
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


/***/ }),

/***/ 1416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ quoted),
/* harmony export */   x: () => (/* binding */ shellQuoted)
/* harmony export */ });
/**
 * A value as problems quote it. Before an "@" there may be a user name and a password, also in a text that is no URL, so that
 * part is never shown.
 */
function quoted(value) {
    return `"${value.replace(/^.*@/s, '…@')}"`;
}
/** A word of a shell's command, whatever is in it. */
function shellQuoted(text) {
    return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw `'\''`)}'`;
}


/***/ }),

/***/ 3770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ shortSentence),
/* harmony export */   x: () => (/* binding */ truncate)
/* harmony export */ });
/** Not longer than that. @param longest characters that are shown */
function truncate(text, longest) {
    if (text.length <= longest)
        return text;
    return `${text.slice(0, longest).replace(HALF_A_CHARACTER, '')}…`;
}
const HALF_A_CHARACTER = /[\uD800-\uDBFF]$/;
/** Characters of a quoted value, and of a whole sentence, that are told. */
const MAX_VALUE = 1000;
const MAX_SENTENCE = 4000;
/** A sentence for people. What it quotes is cut first, so that the rest of it is still there. */
function shortSentence(text) {
    const quoted = text.replaceAll(/"[^"]*"/g, (value) => value.length > MAX_VALUE + 2 ? `"${truncate(value.slice(1, -1), MAX_VALUE)}"` : value);
    return truncate(quoted, MAX_SENTENCE);
}


/***/ }),

/***/ 900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   On: () => (/* binding */ trimXml),
/* harmony export */   UX: () => (/* binding */ endOfContent),
/* harmony export */   rG: () => (/* binding */ startOfContent)
/* harmony export */ });
/** White space as XML defines it; JavaScript's own notion includes more, such as the no-break space. */
const BLANKS = ' \t\r\n';
/** Removes XML's white space around a text, in linear time whatever the text is. */
function trimXml(text) {
    return text.slice(startOfContent(text, 0, text.length), endOfContent(text, text.length));
}
/** The offset of the first character from `start` on that is not white space; `end` where there is none before it. */
function startOfContent(text, start, end) {
    let offset = start;
    while (offset < end && BLANKS.includes(text[offset]))
        offset++;
    return offset;
}
/** The offset after the last character before `end` that is not white space. */
function endOfContent(text, end) {
    let offset = end;
    while (offset > 0 && BLANKS.includes(text[offset - 1]))
        offset--;
    return offset;
}


/***/ }),

/***/ 6322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nO: () => (/* binding */ keptScripts),
  zz: () => (/* binding */ scriptPlace),
  VS: () => (/* binding */ wantedScript)
});

;// CONCATENATED MODULE: ./build/wsadmin-script/script.js
const EXPORT_SCRIPT = "# mobile-sso-config: brings mobile-config.xml and the OpenID Connect properties of HCL Connections out of the server\n#\n#   ./wsadmin.sh -lang jython -f export-mobile-config.py <folder> [--compare] [--overwrite] [--interceptor <part of its ID>]\n#\n# Run it in the bin directory of the deployment manager's profile, where mobileAdmin.py is. It writes mobile-config.xml, byte\n# by byte, and provider.properties, all properties of the OpenID Connect relying party but the secrets, into the folder. With\n# --compare it writes nothing and says what differs from the folder. It changes nothing on the server. It never replaces a\n# file that it did not write; --overwrite allows that for mobile-config.xml, where git keeps the folder. Jython 2.1 and 2.7.\n#\n# Exit code 0: exported, or the same; 1: differs; 2: stopped by an error. Not every wsadmin hands exit codes on, so the last\n# line says it too: \"RESULT: exported\", \"RESULT: same\", \"RESULT: differs\" or \"RESULT: stopped\".\nfrom java.io import ByteArrayInputStream\nfrom java.security import MessageDigest\nfrom java.util import Properties\n# What the scripts that apply and export have in common.\nimport os\nimport sys\nfrom java.io import File\nfrom java.lang import String\n\nFILE = 'mobile-config.xml'\n\n# What has been done so far, for the one who has to know after an error, and what is never to be said.\nprogress = {'doing': 'starting', 'secrets': []}\n\n\nclass Stop:\n    def __init__(self, reason):\n        self.reason = reason\n\n\ndef plain(text):\n    # For a path or a message in another language that is to be shown with others, or where the window has no such letters.\n    try:\n        return unicode(text).encode('ascii', 'backslashreplace')\n    except:\n        return repr(text)\n\n\ndef say(text):\n    for secret in progress['secrets']:\n        text = text.replace(secret, '***')\n    try:\n        print text\n    except:\n        print plain(text)\n\n\ndef last_error():\n    kind, error = sys.exc_info()[:2]\n    if isinstance(error, Stop):\n        return error.reason\n    return plain(kind) + ': ' + plain(error)\n\n\ndef lines(text):\n    return [line for line in (text or '').splitlines() if line.strip()]\n\n\ndef read(path):\n    if not os.path.isfile(path):\n        raise Stop('There is no file ' + plain(path))\n    stream = open(path, 'rb')\n    try:\n        return stream.read()\n    finally:\n        stream.close()\n\n\ndef write(path, content):\n    stream = open(path, 'wb')\n    try:\n        stream.write(content)\n    finally:\n        stream.close()\n    if read(path) != content:\n        raise Stop(plain(path) + ' is not what was written')\n\n\ndef bytes_of(content):\n    # Each character of what was read is a byte.\n    return String(content).getBytes('ISO-8859-1')\n\n\ndef make_folder(path):\n    if not File(path).mkdirs() and not os.path.isdir(path):\n        raise Stop('The folder ' + plain(path) + ' cannot be created')\n    # The service takes slashes on Windows too, and backslashes nowhere.\n    return path.replace('\\\\', '/')\n\n\ndef load_service():\n    # The vendor's file gets a copy of the names in here, because it sets names at will and each would lose some to the\n    # other. With batchMode it does not ask which of several servers it is to use.\n    global MobileConfigService\n    vendor = globals().copy()\n    vendor['batchMode'] = 1\n    try:\n        execfile('mobileAdmin.py', vendor)\n        MobileConfigService = vendor['MobileConfigService']\n    except:\n        raise Stop('mobileAdmin.py cannot be used from ' + plain(File('').getAbsolutePath()) + '. Start wsadmin in the bin '\n                   'directory of the profile of the deployment manager. ' + last_error())\n\n\ndef check_out(folder, cell):\n    MobileConfigService.checkOutConfig(make_folder(folder), cell)\n    path = os.path.join(folder, FILE)\n    if not os.path.isfile(path):\n        raise Stop('checkOutConfig put no ' + FILE + ' into ' + plain(folder))\n    return path\n\n\n# The interceptor for OpenID Connect of a cell: its properties, and which of them are secrets.\nimport re\n\nINTERCEPTOR = 'com.ibm.ws.security.oidc.client.RelyingParty'\n# What is a secret by its name, or by its value ({xor}..., a key, an address with a password), and what has a secret inside.\nSECRET_NAME = re.compile('secret|passw|pwd|passphrase|credential|private')\nSECRET_VALUE = re.compile('^\\\\{[A-Za-z][A-Za-z0-9:._-]*\\\\}.|PRIVATE KEY|://[^/@]*:[^/@]*@')\n# What these hold may be a secret, or the word \"required\". It is left out, and not looked for elsewhere.\nPERHAPS_SECRET_NAME = re.compile('(key|token)$')\n# A shorter secret may be in other texts by chance.\nSHORTEST_SECRET = 6\n\n\ndef relying_parties(cell):\n    # Of global security and of security domains; a repository may hold other cells, which are not this deployment manager's.\n    found = []\n    for interceptor in lines(AdminConfig.list('TAInterceptor')):\n        place = interceptor[interceptor.rfind('(') + 1:]\n        if place.startswith('cells/') and re.split('[/|]', place)[1] != cell:\n            continue\n        if (AdminConfig.showAttribute(interceptor, 'interceptorClassName') or '').strip() == INTERCEPTOR:\n            found.append(interceptor)\n    return found\n\n\ndef the_relying_party(cell, wanted):\n    found = relying_parties(cell)\n    if not found:\n        raise Stop('Cell ' + cell + ' has no interceptor ' + INTERCEPTOR + ', or you have no access to it. The console has '\n                   'it under Global security, Web and SIP security, Trust association, Interceptors')\n    chosen = [interceptor for interceptor in found if interceptor.find(wanted) >= 0]\n    if len(chosen) != 1:\n        raise Stop('%d of the %d interceptors %s match. Name one with --interceptor and a part of its ID, such as '\n                   'securitydomains/name. There are: %s' % (len(chosen), len(found), INTERCEPTOR, ', '.join(found)))\n    return chosen[0]\n\n\ndef all_properties(interceptor):\n    found = {}\n    for each in lines(AdminConfig.list('Property', interceptor)):\n        name = AdminConfig.showAttribute(each, 'name') or ''\n        value = AdminConfig.showAttribute(each, 'value') or ''\n        if found.get(name, value) != value:\n            raise Stop('The interceptor has ' + plain(name) + ' twice, with different values. Remove one in the console')\n        found[name] = value\n    return found\n\n\ndef is_secret(name, value):\n    return SECRET_NAME.search(name.lower()) or SECRET_VALUE.search(value)\n\n\ndef holds(text, secrets):\n    for secret in secrets:\n        if text.find(secret) >= 0:\n            return 1\n    return 0\n\n\ndef without_secrets(found):\n    names = found.keys()\n    names.sort()\n    by_length = [(-len(found[name]), found[name]) for name in names if is_secret(name, found[name])]\n    by_length.sort()\n    # The longest first, so that no part of one stays where it is taken out of a text.\n    secrets = progress['secrets'] = [secret for _, secret in by_length if len(secret) >= SHORTEST_SECRET]\n    left_out = [name for name in names if is_secret(name, found[name]) or PERHAPS_SECRET_NAME.search(name.lower())\n                or holds(found[name], secrets)]\n    return [(name, found[name]) for name in names if name not in left_out], left_out\n\n\ndef refuse_secrets(content):\n    for encoding in ('UTF-8', 'UTF-16LE', 'UTF-16BE'):\n        text = String(bytes_of(content), encoding).toString()\n        for secret in progress['secrets']:\n            if holds(text, [secret, secret.replace('&', '&amp;').replace('<', '&lt;')]):\n                raise Stop('The ' + FILE + ' of the server contains a secret of the interceptor. Remove it there, and '\n                           'create a new secret')\n\n\nPROPERTIES = 'provider.properties'\nFIRST_LINE = '# mobile-sso-config: the OpenID Connect properties of a cell, without secrets; made by export-mobile-config.py'\nCELL = '# cell: '\nLEFT_OUT = '# left out: '\nDIGEST = '# SHA-256 of mobile-config.xml: '\n\n\ndef digest(content):\n    return ''.join(['%02x' % (byte & 255) for byte in MessageDigest.getInstance('SHA-256').digest(bytes_of(content))])\n\n\ndef read_from_server(cell):\n    # In a folder that nobody else can have made, and that is gone afterwards.\n    place = File.createTempFile('mobile-config-', '')\n    if not place.delete() or not place.mkdir():\n        raise Stop('The folder ' + plain(place.getPath()) + ' cannot be created')\n    folder = place.getPath()\n    try:\n        return read(check_out(folder, cell))\n    finally:\n        for name in os.listdir(folder):\n            os.remove(os.path.join(folder, name))\n        place.delete()\n\n\ndef escaped(text, special):\n    # As java.util.Properties reads it, in ASCII; blanks at the ends are written so that no editor takes them away.\n    written = []\n    for character in text:\n        code = ord(character)\n        if code > 65535:\n            written.append('\\\\u%04x\\\\u%04x' % (0xd800 + (code - 65536 >> 10), 0xdc00 + (code - 65536 & 1023)))\n        elif code < 32 or code > 126:\n            written.append('\\\\u%04x' % code)\n        elif special.find(character) >= 0:\n            written.append('\\\\' + character)\n        else:\n            written.append(character)\n    for end in (0, -1):\n        if written and written[end] == ' ':\n            written[end] = '\\\\u0020'\n    return ''.join(written)\n\n\ndef properties_file(cell, properties, left_out, xml):\n    head = [FIRST_LINE, CELL + escaped(cell, '\\\\'), LEFT_OUT + escaped(', '.join(left_out), '\\\\'), DIGEST + digest(xml)]\n    body = [escaped(name, '\\\\ =:#!') + '=' + escaped(value, '\\\\') for name, value in properties]\n    return '\\n'.join(head + body) + '\\n'\n\n\ndef read_properties(content):\n    properties = Properties()\n    properties.load(ByteArrayInputStream(bytes_of(content)))\n    found = {}\n    for name in properties.keySet().toArray():\n        found[name] = properties.getProperty(name)\n    return found\n\n\ndef comment(content, start):\n    for line in (content or '').splitlines():\n        if line.startswith(start):\n            return line[len(start):]\n    return None\n\n\ndef existing(folder, name):\n    path = os.path.join(folder, name)\n    if os.path.exists(path):\n        return read(path)\n    return None\n\n\ndef refuse_other_folder(folder, properties, cell):\n    if properties is None:\n        return\n    if properties.splitlines()[:1] != [FIRST_LINE]:\n        raise Stop(plain(os.path.join(folder, PROPERTIES)) + ' was not written by this script, so it is not replaced. Name '\n                   'another folder, or move the file away')\n    if comment(properties, CELL) != escaped(cell, '\\\\'):\n        raise Stop(plain(folder) + ' belongs to cell ' + str(comment(properties, CELL)) + ', not to ' + escaped(cell, '\\\\') +\n                   '. Use a separate folder for each cell')\n\n\ndef refuse_other_xml(folder, xml, properties):\n    if xml is None or comment(properties, DIGEST) == digest(xml):\n        return\n    raise Stop(plain(os.path.join(folder, FILE)) + ' is not what this script last wrote, so it is not replaced: it was '\n               'edited, or a pull request was merged. If git has it (\"git status\" does not name it), give --overwrite')\n\n\ndef xml_difference(xml, wanted):\n    if xml is None:\n        return 'is not there'\n    if xml.splitlines() == wanted.splitlines():\n        return 'has different line endings, as git makes them without \"mobile-config.xml -text\" in .gitattributes'\n    one, other = xml.splitlines(), wanted.splitlines()\n    number = 0\n    while number < min(len(one), len(other)) and one[number] == other[number]:\n        number = number + 1\n    return 'differs, from line %d on' % (number + 1)\n\n\ndef property_differences(content, properties):\n    if content is None:\n        return ['is not there']\n    kept, wanted = read_properties(content), {}\n    for name, value in properties:\n        wanted[name] = value\n    names = kept.keys() + [name for name in wanted.keys() if not kept.has_key(name)]\n    names.sort()\n    differences = []\n    for name in names:\n        if not kept.has_key(name):\n            differences.append(escaped(name, '\\\\') + ' is only on the server')\n        elif not wanted.has_key(name):\n            differences.append(escaped(name, '\\\\') + ' is only in the folder')\n        elif kept[name] != wanted[name]:\n            differences.append(escaped(name, '\\\\') + ' has a different value')\n    return differences\n\n\ndef options(arguments):\n    found = {'--interceptor': '', 'folders': []}\n    arguments = arguments[:]\n    while arguments:\n        argument = arguments.pop(0)\n        if argument == '--interceptor' and arguments:\n            found[argument] = arguments.pop(0)\n        elif argument in ('--compare', '--overwrite'):\n            found[argument] = 1\n        else:\n            found['folders'].append(argument)\n    if len(found['folders']) != 1 or found['folders'][0].startswith('-'):\n        raise Stop('Give one folder, and after it, if needed, --compare, --overwrite, or --interceptor and a part of its ID')\n    return found\n\n\ndef export(arguments):\n    chosen = options(arguments)\n    folder = chosen['folders'][0]\n    load_service()\n    progress['doing'] = 'asking the deployment manager'\n    cell = AdminControl.getCell()\n    progress['doing'] = 'reading the interceptor'\n    interceptor = the_relying_party(cell, chosen['--interceptor'])\n    properties, left_out = without_secrets(all_properties(interceptor))\n    progress['doing'] = 'checking out'\n    wanted = read_from_server(cell)\n    refuse_secrets(wanted)\n    say('1. Cell ' + plain(cell) + ': ' + FILE + ' has %d bytes' % len(wanted))\n    say('2. ' + plain(interceptor) + ' has %d properties; left out as secrets: ' % (len(properties) + len(left_out)) +\n        (escaped(', '.join(left_out), '\\\\') or 'none'))\n    progress['doing'] = 'reading the folder'\n    xml, kept = existing(folder, FILE), existing(folder, PROPERTIES)\n    refuse_other_folder(folder, kept, cell)\n    differences = [PROPERTIES + ': ' + difference for difference in property_differences(kept, properties)]\n    if xml != wanted:\n        differences.insert(0, FILE + ' ' + xml_difference(xml, wanted))\n    if chosen.has_key('--compare'):\n        return compared(folder, differences)\n    if not differences:\n        say('3. ' + plain(folder) + ' is up to date; nothing was written')\n        return 'exported'\n    if xml != wanted and not chosen.has_key('--overwrite'):\n        refuse_other_xml(folder, xml, kept)\n    progress['doing'] = 'writing'\n    make_folder(folder)\n    for name, content in [(FILE, wanted), (PROPERTIES, properties_file(cell, properties, left_out, wanted))]:\n        path = os.path.join(folder, name)\n        write(path, content)\n        say('3. ' + plain(path) + ' was written')\n    return 'exported'\n\n\ndef compared(folder, differences):\n    for difference in differences:\n        say('3. ' + difference)\n    if differences:\n        return 'differs'\n    return 'same'\n\n\ndef run(arguments):\n    # sys.exit inside of these clauses would be caught by the last one.\n    try:\n        return export(arguments)\n    except Stop, stop:\n        say('STOPPED: ' + stop.reason)\n    except:\n        say('STOPPED: while ' + progress['doing'] + ': ' + last_error())\n    return 'stopped'\n\n\nresult = run(sys.argv)\nsay('RESULT: ' + result)\ncode = {'exported': 0, 'same': 0, 'differs': 1, 'stopped': 2}[result]\nif code:\n    sys.exit(code)\n"
const WSADMIN_SCRIPT = "# mobile-sso-config: puts a new mobile-config.xml of HCL Connections into service\n#\n#   ./wsadmin.sh -lang jython -f apply-mobile-config.py <new file> [<file that it was made from>] [replace]\n#\n# Run it in the bin directory of the deployment manager's profile, where mobileAdmin.py is. It checks the file out, keeps a\n# backup with the date in its name, checks the new one in, synchronises every node completely and restarts Mobile wherever it\n# runs. It stops at the first error and says how to go back. With the second argument it also stops when the server's file is\n# not the one that the new one was made from: somebody has changed it on the server. A new file that lacks elements which the\n# root of the server's file has is refused; the word replace, as the last argument, allows it. Jython 2.1 and 2.7.\nimport time\nfrom java.io import ByteArrayInputStream, StringReader\nfrom javax.xml.parsers import DocumentBuilderFactory\nfrom org.xml.sax import EntityResolver, InputSource\n# What the scripts that apply and export have in common.\nimport os\nimport sys\nfrom java.io import File\nfrom java.lang import String\n\nFILE = 'mobile-config.xml'\n\n# What has been done so far, for the one who has to know after an error, and what is never to be said.\nprogress = {'doing': 'starting', 'secrets': []}\n\n\nclass Stop:\n    def __init__(self, reason):\n        self.reason = reason\n\n\ndef plain(text):\n    # For a path or a message in another language that is to be shown with others, or where the window has no such letters.\n    try:\n        return unicode(text).encode('ascii', 'backslashreplace')\n    except:\n        return repr(text)\n\n\ndef say(text):\n    for secret in progress['secrets']:\n        text = text.replace(secret, '***')\n    try:\n        print text\n    except:\n        print plain(text)\n\n\ndef last_error():\n    kind, error = sys.exc_info()[:2]\n    if isinstance(error, Stop):\n        return error.reason\n    return plain(kind) + ': ' + plain(error)\n\n\ndef lines(text):\n    return [line for line in (text or '').splitlines() if line.strip()]\n\n\ndef read(path):\n    if not os.path.isfile(path):\n        raise Stop('There is no file ' + plain(path))\n    stream = open(path, 'rb')\n    try:\n        return stream.read()\n    finally:\n        stream.close()\n\n\ndef write(path, content):\n    stream = open(path, 'wb')\n    try:\n        stream.write(content)\n    finally:\n        stream.close()\n    if read(path) != content:\n        raise Stop(plain(path) + ' is not what was written')\n\n\ndef bytes_of(content):\n    # Each character of what was read is a byte.\n    return String(content).getBytes('ISO-8859-1')\n\n\ndef make_folder(path):\n    if not File(path).mkdirs() and not os.path.isdir(path):\n        raise Stop('The folder ' + plain(path) + ' cannot be created')\n    # The service takes slashes on Windows too, and backslashes nowhere.\n    return path.replace('\\\\', '/')\n\n\ndef load_service():\n    # The vendor's file gets a copy of the names in here, because it sets names at will and each would lose some to the\n    # other. With batchMode it does not ask which of several servers it is to use.\n    global MobileConfigService\n    vendor = globals().copy()\n    vendor['batchMode'] = 1\n    try:\n        execfile('mobileAdmin.py', vendor)\n        MobileConfigService = vendor['MobileConfigService']\n    except:\n        raise Stop('mobileAdmin.py cannot be used from ' + plain(File('').getAbsolutePath()) + '. Start wsadmin in the bin '\n                   'directory of the profile of the deployment manager. ' + last_error())\n\n\ndef check_out(folder, cell):\n    MobileConfigService.checkOutConfig(make_folder(folder), cell)\n    path = os.path.join(folder, FILE)\n    if not os.path.isfile(path):\n        raise Stop('checkOutConfig put no ' + FILE + ' into ' + plain(folder))\n    return path\n\n\n# The nodes and servers of a cell: a new file reaches them by a synchronisation, and Mobile by a restart.\nfrom javax.management import ObjectName\n\nAPPLICATION = 'Mobile'\n\n\ndef synchronise(node):\n    sync = AdminControl.completeObjectName('type=NodeSync,node=' + node + ',*')\n    if not sync:\n        return 0\n    repository = AdminControl.completeObjectName('type=ConfigRepository,process=nodeagent,node=' + node + ',*')\n    if not repository:\n        return 0\n    # A new epoch makes the next synchronisation a full one: it compares every file.\n    AdminControl.invoke(repository, 'refreshRepositoryEpoch')\n    if str(AdminControl.invoke(sync, 'sync')) != 'true':\n        raise Stop('Node ' + node + ' was not synchronised; its SystemOut.log (nodeagent) says why')\n    return 1\n\n\ndef synchronise_all():\n    down = []\n    progress['doing'] = 'listing the nodes'\n    for node in lines(AdminTask.listManagedNodes()):\n        node = node.strip()\n        progress['doing'] = 'synchronising node ' + node\n        if synchronise(node):\n            say('4. Node ' + node + ' is fully synchronised')\n        else:\n            down.append(node)\n            say('4. Node ' + node + ' is DOWN: its node agent does not answer')\n    return down\n\n\ndef is_running(node, server):\n    return AdminControl.queryNames(\n        'type=Application,name=' + APPLICATION + ',node=' + node + ',process=' + server + ',*')\n\n\ndef installed_on():\n    # Every server, as node and name, that the application is installed on, by itself or as a member of a cluster.\n    places = []\n    for line in lines(AdminApp.listModules(APPLICATION, '-server')):\n        for target in line[line.rfind('#') + 1:].split('+'):\n            name = ObjectName(target)\n            cluster = name.getKeyProperty('cluster')\n            if not cluster:\n                places.append((name.getKeyProperty('node'), name.getKeyProperty('server')))\n                continue\n            for member in lines(AdminConfig.list('ClusterMember', AdminConfig.getid('/ServerCluster:' + cluster + '/'))):\n                node = AdminConfig.showAttribute(member, 'nodeName')\n                places.append((node, AdminConfig.showAttribute(member, 'memberName')))\n    return places\n\n\ndef restart_everywhere():\n    restarted, resting = [], []\n    progress['doing'] = 'finding where ' + APPLICATION + ' runs'\n    for manager in lines(AdminControl.queryNames('type=ApplicationManager,*')):\n        name = ObjectName(manager)\n        node, server = name.getKeyProperty('node'), name.getKeyProperty('process')\n        if not is_running(node, server):\n            resting.append((node, server))\n            continue\n        place = server + ' of node ' + node\n        progress['doing'] = 'restarting ' + APPLICATION + ' on ' + place\n        progress['stopping on'] = place\n        AdminControl.invoke(manager, 'stopApplication', APPLICATION)\n        progress['stopped on'] = place\n        AdminControl.invoke(manager, 'startApplication', APPLICATION)\n        if not is_running(node, server):\n            raise Stop(APPLICATION + ' did not start again')\n        progress['stopping on'] = progress['stopped on'] = ''\n        restarted.append((node, server))\n        say('5. ' + APPLICATION + ' was restarted on ' + place)\n    return restarted, resting\n\n\nNAMESPACE = 'http://www.ibm.com/mobile-config'\nREPLACE = 'replace'\n\nprogress.update({'checked in': 'no', 'backup': '', 'backups': '', 'back': '', 'stopping on': '', 'stopped on': ''})\n\n\nclass Nothing(EntityResolver):\n    # Stands for everything outside of the file, which is never fetched. Every parser knows resolvers; features differ.\n    def resolveEntity(self, publicId, systemId):\n        return InputSource(StringReader(''))\n\n\ndef parse(content):\n    factory = DocumentBuilderFactory.newInstance()\n    factory.setNamespaceAware(1)\n    builder = factory.newDocumentBuilder()\n    builder.setEntityResolver(Nothing())\n    builder.setErrorHandler(None)\n    # Read once, so that what was looked at is what is checked in.\n    return builder.parse(ByteArrayInputStream(bytes_of(content))).getDocumentElement()\n\n\ndef refuse_other_files(content, path):\n    try:\n        root = parse(content)\n    except:\n        raise Stop(plain(path) + ' is not well-formed XML: ' + last_error())\n    if root.getLocalName() != 'config' or root.getNamespaceURI() != NAMESPACE:\n        raise Stop(plain(path) + ' is not a mobile-config.xml: its root is not \"config\" of ' + NAMESPACE)\n\n\ndef element_names(root):\n    names = []\n    child = root.getFirstChild()\n    while child is not None:\n        if child.getNodeType() == child.ELEMENT_NODE:\n            name = child.getLocalName()\n            if child.getNamespaceURI() != NAMESPACE:\n                name = '{' + (child.getNamespaceURI() or '') + '}' + name\n            if name not in names:\n                names.append(name)\n        child = child.getNextSibling()\n    return names\n\n\ndef only_in(one, other):\n    others = element_names(parse(other))\n    return [name for name in element_names(parse(one)) if name not in others]\n\n\ndef refuse_loss(old, new, backup, may_replace):\n    on_purpose = ' To replace it anyway, add the word ' + REPLACE + ' as the last argument.'\n    lost = []\n    try:\n        lost = only_in(old, new)\n        if only_in(new, old):\n            progress['back'] = ' and the word ' + REPLACE\n    except:\n        if not may_replace:\n            raise Stop('The file on the server is not well-formed XML, so what it would lose is unknown: ' + last_error() +\n                       '.' + on_purpose)\n    if not lost:\n        return\n    names = plain(', '.join(lost))\n    if not may_replace:\n        raise Stop('The new file lacks elements that the file on the server has: ' + names + '. Make it from '\n                   'the file on the server, which is ' + backup + '.' + on_purpose)\n    say('WARNING: the elements ' + names + ' of the file on the server are lost when the new one is checked in')\n\n\ndef make_own_folder(path):\n    # Two runs may start in the same second, and neither may write over the backup of the other.\n    make_folder(os.path.dirname(path))\n    for end in [''] + ['-%d' % number for number in range(2, 100)]:\n        if File(path + end).mkdir():\n            return path + end\n    raise Stop('The folder ' + path + ' cannot be created')\n\n\ndef check_in(folder, cell, new, old):\n    progress['checked in'] = 'perhaps'\n    refusal = ''\n    try:\n        MobileConfigService.checkInConfig(folder.replace('\\\\', '/'), cell)\n        # A check-in that is not saved ends with this session.\n        if str(AdminConfig.hasChanges()) in ['1', 'True', 'true']:\n            AdminConfig.save()\n    except:\n        refusal = last_error()\n    # Some refusals are only printed, so the server is asked what it has. What it did not save must not answer for it.\n    try:\n        if refusal:\n            AdminConfig.reset()\n        after = read(check_out(os.path.join(os.path.dirname(folder), 'verified'), cell))\n    except:\n        raise Stop(refusal or last_error())\n    if after == old:\n        progress['checked in'] = 'no'\n    elif after == new or not refusal:\n        progress['checked in'] = 'yes'\n    if refusal:\n        raise Stop(refusal)\n    if after == old:\n        raise Stop('checkInConfig did not accept the file; its messages above say why')\n    if after != new:\n        say('   The server changed the file while checking it in. This is expected.')\n\n\ndef replace_config(new, expected, may_replace, cell, folder):\n    working = os.path.join(folder, 'checked-out')\n    path = check_out(working, cell)\n    old = read(path)\n    backup = os.path.join(folder, FILE)\n    write(backup, old)\n    progress['backup'] = backup\n    say('2. Checked out; the backup is ' + backup)\n    if old == new:\n        say('3. The server already has this file, so it is not checked in again')\n        progress['checked in'] = 'yes'\n        progress['backup'] = ''\n        return\n    if expected is not None and old != expected:\n        raise Stop('The file on the server is not the one that the new file was made from: somebody changed it on the '\n                   'server. Bring that change into the repository first. The file on the server is saved as ' + backup)\n    refuse_loss(old, new, backup, may_replace)\n    write(path, new)\n    progress['doing'] = 'checking in'\n    check_in(working, cell, new, old)\n    say('3. Checked in')\n\n\ndef apply_config(arguments):\n    may_replace = len(arguments) > 1 and arguments[-1] == REPLACE\n    if may_replace:\n        arguments = arguments[:-1]\n    if len(arguments) not in (1, 2):\n        raise Stop('Give the path of the new ' + FILE + ' and, optionally, the path of the file that it was made from; '\n                   'last, the word ' + REPLACE + ' if elements of the file on the server are to be removed')\n    load_service()\n    progress['doing'] = 'reading the arguments'\n    new = read(arguments[0])\n    refuse_other_files(new, arguments[0])\n    expected = None\n    if len(arguments) == 2:\n        expected = read(arguments[1])\n    progress['doing'] = 'asking the deployment manager'\n    cell = AdminControl.getCell()\n    if APPLICATION not in lines(AdminApp.list()):\n        raise Stop('No application of cell ' + cell + ' has the name ' + APPLICATION + ', or you have no access to it')\n    say('1. ' + plain(arguments[0]) + ' is for cell ' + plain(cell))\n    stamp = time.strftime('%Y-%m-%d-%H%M%S', time.localtime(time.time()))\n    progress['backups'] = os.path.join(File(os.pardir).getCanonicalPath(), 'mobile-config-backups')\n    folder = make_own_folder(os.path.join(progress['backups'], stamp))\n\n    progress['doing'] = 'checking out'\n    replace_config(new, expected, may_replace, cell, folder)\n    down = synchronise_all()\n    restarted, resting = restart_everywhere()\n    progress['doing'] = 'finding where ' + APPLICATION + ' is installed'\n    installed = installed_on()\n    say('Done.')\n    for node in down:\n        say('WARNING: node ' + node + ' is down. Start its node agent and run this again.')\n    for node, server in resting:\n        if (node, server) in installed:\n            say('WARNING: ' + APPLICATION + ' is stopped on ' + server + ' of node ' + node + ', and was not started.')\n    if not restarted:\n        say('WARNING: ' + APPLICATION + ' runs on no server that answers. It uses the file as soon as it is started.')\n    say_how_to_go_back()\n\n\ndef say_how_to_go_back():\n    if progress['backup']:\n        say('To undo this, run this script with the previous file' + progress['back'] + ': ' + progress['backup'])\n    elif progress['backups']:\n        say('To undo this, run this script with the backup of the run that checked the file in, from ' + progress['backups'])\n\n\ndef explain(reason):\n    say('STOPPED: ' + reason)\n    if progress['stopped on']:\n        say(APPLICATION + ' is STOPPED on ' + progress['stopped on'] + '. Start it there in the administration console: '\n            'running this script again restarts it only where it runs.')\n    elif progress['stopping on']:\n        say(APPLICATION + ' may be stopped on ' + progress['stopping on'] + '. Check in the administration console.')\n    if progress['checked in'] == 'perhaps':\n        say('Whether the new file was checked in is unknown. It is safe to run this again.')\n    elif progress['checked in'] == 'no':\n        say('Nothing was checked in: the deployment manager still has its file.')\n        return\n    else:\n        say('The new file is checked in. Solve the problem and run this again: it does the remaining steps.')\n    say_how_to_go_back()\n\n\ndef run(arguments):\n    # sys.exit inside of these clauses would be caught by the last one.\n    try:\n        apply_config(arguments)\n        return 0\n    except Stop, stop:\n        explain(stop.reason)\n    except:\n        explain('while ' + progress['doing'] + ': ' + last_error())\n    return 1\n\n\ncode = run(sys.argv)\nif code:\n    sys.exit(code)\n"

;// CONCATENATED MODULE: ./build/wsadmin-script/wanted-script.js

/** @returns undefined for what is no value of the input */
function scriptPlace(value) {
    if (value === 'off' || value === 'body')
        return value;
    const path = /^file:(.*)$/s.exec(value)?.[1]?.trim();
    if (!path)
        return undefined;
    return path.endsWith('/') ? { folder: path === './' ? '' : path } : { path };
}
/** @returns undefined for "off" */
function wantedScript(place) {
    if (place === 'off')
        return undefined;
    const [path, ...others] = keptScripts(place).map((script) => script.path);
    return { text: WSADMIN_SCRIPT, path, ...(others.length > 0 ? { others } : {}) };
}
/** @returns the script that applies a file first */
function keptScripts(place) {
    if (place === 'off' || place === 'body')
        return [];
    if ('path' in place)
        return [kept(place.path, WSADMIN_SCRIPT)];
    return [
        kept(`${place.folder}apply-mobile-config.py`, WSADMIN_SCRIPT),
        kept(`${place.folder}export-mobile-config.py`, EXPORT_SCRIPT),
    ];
}
function kept(path, text) {
    return {
        path,
        bytes: Buffer.from(text),
        isEarlierVersion: (file) => firstLine(Buffer.from(file).toString('utf8')) === firstLine(text),
    };
}
function firstLine(text) {
    return text.split(/\r?\n/, 1)[0];
}


/***/ }),

/***/ 6997:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ getExecOutput)
/* harmony export */ });
/** In the place of @actions/exec: @actions/core runs programs to tell about the machine. */
function getExecOutput() {
  throw new Error('@actions/exec is not in dist.')
}


/***/ }),

/***/ 8278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ HttpClient),
/* harmony export */   t: () => (/* binding */ BearerCredentialHandler)
/* harmony export */ });
/**
 * In the place of @actions/http-client: @actions/core asks for OIDC tokens with it, and @actions/github takes its proxies from it.
 * The action does both itself, in src/network.
 */
class HttpClient {
  getAgent() {}
  getAgentDispatcher() {}
  getJson() {
    throw new Error('@actions/http-client is not in dist.')
  }
}

class BearerCredentialHandler {}


/***/ })

};
