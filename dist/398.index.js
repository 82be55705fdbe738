export const id = 398;
export const ids = [398];
export const modules = {

/***/ 5398:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  applyRegistration: () => (/* binding */ applyRegistration),
  planRegistration: () => (/* binding */ planRegistration)
});

// EXTERNAL MODULE: ./node_modules/@microsoft/microsoft-graph-client/lib/src/index.js
var src = __webpack_require__(1899);
// EXTERNAL MODULE: ./build/network/index.js + 9 modules
var network = __webpack_require__(8227);
// EXTERNAL MODULE: ./build/problems.js
var build_problems = __webpack_require__(7806);
// EXTERNAL MODULE: ./build/desired-state/index.js + 22 modules
var desired_state = __webpack_require__(9065);
// EXTERNAL MODULE: ./build/findings.js
var findings = __webpack_require__(3876);
;// CONCATENATED MODULE: ./build/entra/decide.js
/** Redirect URIs that Entra allows for all platforms together. */
const MAX_REDIRECT_URIS = 256;
/** The same where personal Microsoft accounts may sign in. */
const MAX_REDIRECT_URIS_PERSONAL = 100;
/**
 * What is missing on the app registration. Redirect URIs that are there keep their order and are never removed; they are
 * compared exactly, as Entra does.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reply-url
 */
function decide(registration, { redirectUris }) {
    const { publicClient, isFallbackPublicClient } = registration;
    const missing = redirectUris.filter((uri) => !publicClient.redirectUris.includes(uri));
    const extended = [...publicClient.redirectUris, ...missing];
    const allows = isFallbackPublicClient === true;
    const changes = [];
    if (missing.length > 0) {
        const before = publicClient.redirectUris;
        changes.push({ property: 'publicClient.redirectUris', before, after: extended });
    }
    if (!allows)
        changes.push({ property: 'isFallbackPublicClient', before: isFallbackPublicClient, after: true });
    const patch = {
        ...(missing.length > 0 ? { publicClient: { ...publicClient, redirectUris: extended } } : {}),
        ...(allows ? {} : { isFallbackPublicClient: true }),
    };
    return {
        missingRedirectUris: missing,
        allowsPublicClientFlows: allows,
        changes,
        patch: changes.length > 0 ? patch : undefined,
        problems: [...conflicts(registration, missing), ...tooMany(registration, missing)],
    };
}
/** Graph refuses a redirect URI that stands under two platforms. */
function conflicts(registration, missing) {
    const platforms = [
        ['Web', registration.webRedirectUris],
        ['Single-page application', registration.spaRedirectUris],
    ];
    const where = registrationPlace(registration);
    return missing.flatMap((uri) => platforms
        .filter(([, uris]) => uris.includes(uri))
        .map(([platform]) => ({
        where,
        what: `The redirect URI "${uri}" is registered under the platform "${platform}", where the mobile apps cannot use it.`,
        cure: 'Remove it there in the Azure portal (App registrations, Authentication), then run again: the action adds it under "Mobile and desktop applications".',
    })));
}
function tooMany(registration, missing) {
    const { publicClient, webRedirectUris, spaRedirectUris, signInAudience } = registration;
    const count = publicClient.redirectUris.length + webRedirectUris.length + spaRedirectUris.length;
    const maximum = signInAudience.includes('Personal') ? MAX_REDIRECT_URIS_PERSONAL : MAX_REDIRECT_URIS;
    if (missing.length === 0 || count + missing.length <= maximum)
        return [];
    return [
        {
            where: registrationPlace(registration),
            what: `It has ${count} redirect URIs. With ${missing.length} more it would exceed the ${maximum} that Entra allows.`,
            cure: 'Remove unused redirect URIs in the Azure portal: App registrations, Authentication.',
        },
    ];
}
/** How problems and findings name the registration. */
function registrationPlace({ displayName, objectId }) {
    return `app registration ${displayName || objectId}`;
}

// EXTERNAL MODULE: ./build/text/quoted.js
var quoted = __webpack_require__(1416);
// EXTERNAL MODULE: ./build/entra/errors.js
var errors = __webpack_require__(5024);
;// CONCATENATED MODULE: ./build/entra/registration.js


/** Microsoft Graph's own application ID, the same in every cloud. */
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** The properties that {@link readRegistration} needs, for `$select`. */
const SELECTED = [
    'id',
    'displayName',
    'publicClient',
    'web',
    'spa',
    'isFallbackPublicClient',
    'identifierUris',
    'api',
    'signInAudience',
    'optionalClaims',
    'requiredResourceAccess',
];
/**
 * Checks the types of Graph's answer: a wrong type must not become a wrong decision.
 * @throws UnexpectedAnswerError
 * @see https://learn.microsoft.com/en-us/graph/api/resources/application
 */
function readRegistration(answer) {
    const application = typesOf('application').object(answer);
    const part = (name) => typesOf(name).object(application[name] ?? {});
    const text = (name) => typesOf(name).text(application[name] ?? '');
    const texts = (name) => typesOf(name).texts(application[name]);
    const redirectUris = (platform) => typesOf(platform).texts(part(platform)['redirectUris']);
    const objectId = text('id');
    // It becomes a part of the address that is written to.
    if (!(0,desired_state/* isGuid */.W_)(objectId))
        throw unusable('id');
    const isFallbackPublicClient = application['isFallbackPublicClient'] ?? null;
    if (typeof isFallbackPublicClient !== 'boolean' && isFallbackPublicClient !== null)
        throw unusable('isFallbackPublicClient');
    const version = part('api')['requestedAccessTokenVersion'] ?? null;
    if (typeof version !== 'number' && version !== null)
        throw unusable('requestedAccessTokenVersion');
    return {
        objectId,
        displayName: text('displayName'),
        publicClient: { ...part('publicClient'), redirectUris: redirectUris('publicClient') },
        webRedirectUris: redirectUris('web'),
        spaRedirectUris: redirectUris('spa'),
        isFallbackPublicClient,
        identifierUris: texts('identifierUris'),
        exposedScopes: exposedScopes(part('api')['oauth2PermissionScopes']),
        requestedAccessTokenVersion: version,
        signInAudience: text('signInAudience'),
        optionalClaims: optionalClaims(part('optionalClaims')),
        graphPermissions: graphPermissions(application['requiredResourceAccess']),
    };
}
function exposedScopes(value) {
    const { object, list, text } = typesOf('oauth2PermissionScopes');
    return list(value)
        .map(object)
        .map(({ value, isEnabled }) => ({ value: text(value ?? ''), isEnabled: isEnabled === true }));
}
function optionalClaims(claims) {
    const { object, list, text } = typesOf('optionalClaims');
    const accessToken = list(claims['accessToken'])
        .map(object)
        .map((claim) => ({ ...claim, name: text(claim['name']) }));
    return { ...claims, accessToken };
}
/** @see https://learn.microsoft.com/en-us/graph/api/resources/requiredresourceaccess */
function graphPermissions(value) {
    const { object, list, text } = typesOf('requiredResourceAccess');
    return list(value).flatMap((entry) => {
        const { resourceAppId, resourceAccess } = object(entry);
        const delegated = list(resourceAccess)
            .map(object)
            .flatMap(({ id, type }) => (text(type) === 'Scope' ? [text(id).toLowerCase()] : []));
        return text(resourceAppId).toLowerCase() === GRAPH_APP_ID ? delegated : [];
    });
}
/** Checks of types, whose errors name the property that a value belongs to. */
function typesOf(name) {
    const object = (value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            throw unusable(name);
        return value;
    };
    const list = (value) => {
        if (!Array.isArray(value ?? []))
            throw unusable(name);
        return (value ?? []);
    };
    const text = (value) => {
        if (typeof value !== 'string')
            throw unusable(name);
        return value;
    };
    return { object, list, text, texts: (value) => list(value).map(text) };
}
function unusable(name) {
    return new errors/* UnexpectedAnswerError */.qx(`Microsoft Graph answered with no usable "${name}".`);
}

;// CONCATENATED MODULE: ./build/entra/token-findings.js




/**
 * Phones send their access token to WebSphere, which finds people by its claim "email". Entra puts it in only where it is asked for.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_add_app.html
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims
 */
function claimFindings(registration, clientId, { identifiesByEmail }) {
    const { optionalClaims } = registration;
    const names = optionalClaims.accessToken.map(({ name }) => name);
    if (!identifiesByEmail || names.includes('email'))
        return [];
    const all = json({ ...optionalClaims, accessToken: [...optionalClaims.accessToken, { name: 'email' }] });
    const way = all.length > MAX_ARGUMENT_LENGTH
        ? 'give az ad app update --optional-claims all the claims, including the existing ones'
        : `run \`az ad app update --id ${clientId} --optional-claims ${(0,quoted/* shellQuoted */.x)(all)}\`, which repeats the existing claims`;
    return [
        (0,findings/* finding */.gk)('MSSO038', {
            where: registrationPlace(registration),
            what: 'Access tokens do not carry the claim "email", by which WebSphere identifies people when a phone sends its token.',
            cure: `Add it in the Azure portal (App registrations, Token configuration, Add optional claim, Access, email), or ${way}, because the command replaces all of them.`,
            wanted: 'email',
            found: names.join(' '),
        }),
    ];
}
/**
 * The delegated permissions of the vendor's page, with their IDs.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_add_app.html
 * @see https://learn.microsoft.com/en-us/graph/permissions-reference
 */
const PERMISSIONS = {
    email: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
    offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
    openid: '37f7f235-527c-4136-accd-4a02d197296e',
    profile: '14dad69e-099b-42c9-810b-d002981feec1',
};
/** Without them people are asked for their consent at the first sign-in, where the tenant lets them give it. */
function permissionFindings(registration, clientId) {
    const missing = Object.entries(PERMISSIONS).filter(([, id]) => !registration.graphPermissions.includes(id));
    if (missing.length === 0)
        return [];
    const names = missing.map(([name]) => name);
    const ids = missing.map(([, id]) => `${id}=Scope`).join(' ');
    return [
        (0,findings/* finding */.gk)('MSSO039', {
            where: registrationPlace(registration),
            what: `The application does not request the delegated permissions of Microsoft Graph that the vendor's procedure lists: ${names.join(', ')}.`,
            cure: `Add them in the Azure portal (App registrations, API permissions), or run \`az ad app permission add --id ${clientId} --api ${GRAPH_APP_ID} --api-permissions ${ids}\`, which keeps the others. Then grant admin consent there.`,
            wanted: names.join(' '),
        }),
    ];
}
/** A longer command is not shown: nobody looks it over before pasting it. */
const MAX_ARGUMENT_LENGTH = 3000;
/** In plain ASCII, so that nothing in a command is hidden, and without the backtick, which ends it. */
function json(value) {
    return JSON.stringify(value).replaceAll(/[^\x20-_a-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

;// CONCATENATED MODULE: ./build/entra/websphere-findings.js


/** Callbacks that are named; with more of them missing the first ones tell enough. */
const MAX_CALLBACKS = 20;
/**
 * Where Entra sends browsers back to. The vendor's table and its automation give each cluster a context root of its own
 * (/oidcclient_apps, /oidcclient_infra, …); WebSphere's default is /oidcclient.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_oidc_websphere.html
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-automation
 */
function websphereFindings(registration, relyingParty) {
    const webUrls = registration.webRedirectUris
        .map((uri) => URL.parse(uri))
        .filter((url) => url?.protocol === 'https:')
        .map((url) => url);
    if (relyingParty.callbacks.length > 0)
        return missingCallbacks(registration, webUrls, relyingParty);
    if (webUrls.some(({ pathname }) => pathname.startsWith('/oidcclient')))
        return [];
    return [
        (0,findings/* finding */.gk)('MSSO120', {
            where: registrationPlace(registration),
            what: 'No redirect URI of the platform "Web" has a path that starts with /oidcclient, the default of WebSphere\'s relying party and of the vendor\'s procedure. Unless its callbacks have other paths, browsers cannot sign in.',
            cure: 'Set provider-properties, so that each callback can be compared; or check that client-id names the application that Connections uses.',
            found: registration.webRedirectUris.join(' '),
        }),
    ];
}
/** Paths are compared exactly, as Entra does; ports and upper case of hosts as URLs are. */
function missingCallbacks(registration, webUrls, { callbacks, host }) {
    const missing = callbacks.flatMap(({ provider, path }) => {
        const url = URL.parse(`https://${host ?? 'host'}${path}`);
        const isThere = webUrls.some((each) => each.pathname === url?.pathname && (host === undefined || each.host === host));
        return isThere ? [] : [{ provider, uri: `https://${host ?? '<host>'}${path}` }];
    });
    if (missing.length === 0)
        return [];
    const shown = missing.slice(0, MAX_CALLBACKS).map(({ provider, uri }) => `${uri} (${provider})`);
    const more = missing.length - shown.length;
    return [
        (0,findings/* finding */.gk)('MSSO036', {
            where: registrationPlace(registration),
            what: `The platform "Web" lacks redirect URIs of WebSphere's relying party, so browsers cannot sign in with them: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
            cure: 'Add them in the Azure portal (App registrations, Authentication), as the vendor\'s procedure "Updating WebSphere to support Azure AD OIDC authentication for Connections" says; or check that client-id names the application that Connections uses.',
            wanted: missing
                .slice(0, MAX_CALLBACKS)
                .map(({ uri }) => uri)
                .join(' '),
            found: registration.webRedirectUris.join(' '),
        }),
    ];
}

;// CONCATENATED MODULE: ./build/entra/audit.js





/** What keeps people from signing in although the redirect URIs are there. Nothing of it is changed. */
function audit(registration, signIn, relyingParty, homeTenant) {
    return [
        ...scopeFindings(registration, signIn),
        ...otherScopeFindings(registration, signIn),
        ...tokenVersionFindings(registration, signIn),
        ...accountFindings(registration, signIn, homeTenant),
        ...websphereFindings(registration, relyingParty),
        ...claimFindings(registration, signIn.clientId, relyingParty),
        ...permissionFindings(registration, signIn.clientId),
    ];
}
/** What `azure-reconcile: check` found and `apply` would change. */
function driftFindings(registration, plan) {
    const { publicClient, isFallbackPublicClient } = registration;
    const where = registrationPlace(registration);
    const cure = 'Run with azure-reconcile: apply, or change it in the Azure portal: App registrations, Authentication.';
    const missing = plan.missingRedirectUris.map((uri) => {
        const what = `The platform "Mobile and desktop applications" does not have the redirect URI "${uri}".`;
        return (0,findings/* finding */.gk)('MSSO030', { where, what, cure, wanted: uri, found: publicClient.redirectUris.join(' ') });
    });
    const what = '"Allow public client flows" is No. Phones send a redirect URI, so the platform of that URI decides and this setting does not matter to them, but the vendor\'s procedure asks for both.';
    const found = String(isFallbackPublicClient);
    return [
        ...missing,
        ...(plan.allowsPublicClientFlows
            ? []
            : [(0,findings/* finding */.gk)('MSSO031', { where, what, cure, wanted: 'true', found })]),
        ...plan.problems.map((problem) => (0,findings/* finding */.gk)('MSSO037', problem)),
    ];
}
/**
 * Entra refuses a scope that the application does not expose, with AADSTS65005 or AADSTS500011 on the phone.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-configure-app-expose-web-apis
 */
function scopeFindings(registration, { clientId, scopes }) {
    const own = scopes.flatMap((scope) => {
        const uri = (0,desired_state/* ownApplicationUri */.xH)(scope, clientId);
        return uri === undefined ? [] : [{ uri, name: scope.slice(uri.length + 1) }];
    });
    const known = new Set(registration.identifierUris.map((uri) => uri.toLowerCase()));
    const wrongUris = [...new Map(own.map(({ uri }) => [uri.toLowerCase(), uri])).values()]
        .filter((uri) => !known.has(uri.toLowerCase()))
        .map((uri) => (0,findings/* finding */.gk)('MSSO032', {
        where: registrationPlace(registration),
        what: `The apps request a scope of "${uri}", which is not one of the application ID URIs.`,
        cure: 'Add it in the Azure portal: App registrations, Expose an API, Application ID URI.',
        wanted: uri,
        found: registration.identifierUris.join(' '),
    }));
    const names = new Set(own.map(({ name }) => name));
    return [...wrongUris, ...[...names].flatMap((name) => exposureFindings(registration, name, name))];
}
/**
 * @param name of the scope of the application
 * @param asked the scope as a text shows it
 */
function exposureFindings(registration, name, asked) {
    const { exposedScopes } = registration;
    const same = exposedScopes.filter(({ value }) => value === name);
    if (name === '.default' || same.some(({ isEnabled }) => isEnabled))
        return [];
    const isDisabled = same.length > 0;
    return [
        (0,findings/* finding */.gk)('MSSO033', {
            where: registrationPlace(registration),
            what: `The apps request the scope "${asked}", which the application ${isDisabled ? 'has disabled' : 'does not expose'}.`,
            cure: `${isDisabled ? 'Enable' : 'Add'} it in the Azure portal: App registrations, Expose an API.`,
            wanted: name,
            found: isDisabled ? 'disabled' : exposedScopes.map(({ value }) => value).join(' '),
        }),
    ];
}
/**
 * An application may have more application ID URIs than those with its client ID, which {@link scopeFindings} looks at; a scope of
 * theirs, such as https://contoso.com/connections/default, has to be exposed all the same.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/identifier-uri-restrictions
 */
function otherScopeFindings(registration, { clientId, scopes }) {
    const uris = registration.identifierUris
        .filter((uri) => !/^api:/i.test(uri) || !uri.toLowerCase().endsWith(`/${clientId.toLowerCase()}`))
        .toSorted((one, other) => other.length - one.length);
    return scopes.flatMap((scope) => {
        const uri = uris.find((each) => scope.toLowerCase().startsWith(`${each.toLowerCase()}/`));
        const name = uri && scope.slice(uri.length + 1);
        return name ? exposureFindings(registration, name, scope) : [];
    });
}
/** @see https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#token-formats */
function tokenVersionFindings(registration, { version }) {
    if (version !== 'v2' || registration.requestedAccessTokenVersion === 2)
        return [];
    const found = registration.requestedAccessTokenVersion ?? 1;
    return [
        (0,findings/* finding */.gk)('MSSO034', {
            where: registrationPlace(registration),
            what: `The endpoints are version 2, but the application gets access tokens of version ${found}, whose issuer WebSphere does not expect.`,
            cure: 'Set api.requestedAccessTokenVersion to 2 in the Azure portal: App registrations, Manifest.',
            wanted: '2',
            found: String(found),
        }),
    ];
}
/**
 * A single-tenant application cannot be used over /common, nor over another tenant's endpoints.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/supported-accounts-validation
 */
function accountFindings(registration, { tenant = '' }, homeTenant = '') {
    const { signInAudience } = registration;
    const isShared = /^(common|organizations)$/i.test(tenant);
    const isForeign = (0,desired_state/* isGuid */.W_)(tenant) && (0,desired_state/* isGuid */.W_)(homeTenant) && tenant.toLowerCase() !== homeTenant.toLowerCase();
    const isMine = signInAudience === 'AzureADMyOrg' && (isShared || isForeign);
    const isPersonal = signInAudience === 'PersonalMicrosoftAccount';
    if (!isMine && !isPersonal)
        return [];
    const whose = isPersonal ? 'only personal Microsoft accounts' : 'only accounts of its own tenant';
    return [
        (0,findings/* finding */.gk)('MSSO035', {
            where: registrationPlace(registration),
            what: `The application accepts ${whose} (${signInAudience}), ${tenant ? `but the endpoints belong to "${tenant}"` : 'which people in an organisation do not have'}.`,
            cure: isPersonal
                ? 'Change the supported account types in the Azure portal: App registrations, Authentication.'
                : `Use the endpoints of ${homeTenant ? `tenant ${homeTenant}` : 'the tenant that the application is registered in'}, or change the supported account types in the Azure portal: App registrations, Authentication.`,
            ...(tenant ? { wanted: tenant } : {}),
            found: signInAudience,
        }),
    ];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/@azure/msal-node/dist/index.mjs + 115 modules
var dist = __webpack_require__(2669);
// EXTERNAL MODULE: ./build/text/json.js
var text_json = __webpack_require__(5666);
;// CONCATENATED MODULE: ./build/entra/sign-in.js



/** Who may exchange the job's token, as Entra wants it. */
const FEDERATION_AUDIENCE = 'api://AzureADTokenExchange';
/**
 * Gets an access token for Graph with the client credentials flow: one token request.
 * @param idToken the job's token where the credential is federated
 * @throws SignInRefusedError, NoAnswerError, UnexpectedAnswerError, and MSAL's own AuthError
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
async function signIn(identity, idToken, service, mask) {
    const { tenantId, clientId, credential, authority, graphUrl } = identity;
    const application = new dist/* ConfidentialClientApplication */.WR({
        auth: {
            clientId,
            authority: `${authority}/${tenantId}`,
            // Without it MSAL asks the public cloud whether the host is one of Entra's.
            knownAuthorities: [new URL(authority).host],
            ...(credential.kind === 'secret' ? { clientSecret: credential.secret } : {}),
            ...(credential.kind === 'federated' ? { clientAssertion: idToken } : {}),
            ...(credential.kind === 'certificate'
                ? {
                    clientCertificate: {
                        privateKey: credential.privateKey,
                        thumbprintSha256: credential.thumbprintSha256,
                    },
                }
                : {}),
        },
        system: { networkClient: networkClient(service, mask) },
    });
    const scopes = [`${graphUrl}/.default`];
    const result = await service
        .during(application.acquireTokenByClientCredential({ scopes }))
        .catch((error) => {
        // MSAL takes the types of an answer for granted.
        if (isProgrammingError(error))
            throw new errors/* UnexpectedAnswerError */.qx(`${authority} gave an answer to the sign-in that is not Entra's.`);
        throw error;
    });
    if (!isToken(result?.accessToken))
        throw new errors/* AppRegistrationError */.bF(`${authority} returned no usable access token. Run again.`);
    return { accessToken: result.accessToken, homeTenant: claim(result.accessToken, 'tid') };
}
function isProgrammingError(error) {
    return error instanceof Error && /^(?:Type|Range|Syntax|URI)Error$/.test(error.name);
}
/** MSAL puts an error that is no text into its own. */
function isAnswerOfEntra({ error, error_description }) {
    return [error, error_description].every((text) => text === undefined || typeof text === 'string');
}
/** It goes into a header. */
function isToken(value) {
    return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
/**
 * The job's token. Not asked for with @actions/core, which knows neither a time limit behind a proxy nor proxies over TLS, and
 * hides why a request failed.
 * @throws AppRegistrationError for a job without the permission; NoAnswerError, UnexpectedAnswerError
 * @see https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
async function requestIdToken(environment, clientId, service) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment;
    if (!address || !bearer || !URL.canParse(address))
        throw missingPermission(clientId);
    const url = new URL(address);
    url.searchParams.set('audience', FEDERATION_AUDIENCE);
    const answer = await service.send(url.href, { headers: { authorization: `Bearer ${bearer}` } });
    const { value: token } = await service.json(url.href, answer);
    if (!isToken(token) || !answer.ok)
        throw new errors/* UnexpectedAnswerError */.qx(`The runner's OIDC endpoint ${url.origin} answered with ${answer.status} but without a token.`, answer.status);
    const claims = {
        issuer: claim(token, 'iss') ?? '',
        subject: claim(token, 'sub') ?? '',
        audience: claim(token, 'aud') ?? '',
    };
    return { token, claims };
}
function missingPermission(clientId) {
    return new errors/* AppRegistrationError */.bF([
        `The job lacks the permission to request an OIDC token from GitHub, with which ${clientId} signs in to Entra. Add it to the job:`,
        '  permissions:',
        '    contents: write',
        '    pull-requests: write',
        '    id-token: write',
        "Pull requests from forks get neither the token nor secrets, so do not set azure-reconcile for them. If you cannot use GitHub's OIDC, set azure-client-secret or azure-client-certificate.",
    ].join('\n'));
}
/** One claim of a token; the signature is the business of whom the token is for. */
function claim(token, name) {
    const value = (0,text_json/* jsonObject */.o)(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())?.[name];
    return typeof value === 'string' ? value : undefined;
}
/** MSAL's requests over the action's own way out, with its proxy, its limits and its retries. */
function networkClient(service, mask) {
    const send = async (url, method, headers = {}, body) => {
        const assertion = new URLSearchParams(body).get('client_assertion');
        if (assertion)
            mask(assertion);
        const answer = await service.send(url, { method, headers, ...(body ? { body } : {}) });
        const content = await service.json(url, answer);
        if (!answer.ok)
            throw service.failed(new errors/* SignInRefusedError */.jX(answer.status, (0,errors/* entraErrorText */.oL)(content) ?? 'no reason given'));
        if (!isAnswerOfEntra(content))
            throw service.failed(new errors/* UnexpectedAnswerError */.qx(`${new URL(url).origin} gave an answer to the sign-in that is not Entra's.`));
        return { status: answer.status, headers: Object.fromEntries(answer.headers), body: content };
    };
    return {
        sendGetRequestAsync: (url, options) => send(url, 'GET', options?.headers),
        sendPostRequestAsync: (url, options) => send(url, 'POST', options?.headers, options?.body),
    };
}

;// CONCATENATED MODULE: ./build/entra/explain.js







/** Errors of Entra that people really meet, by their AADSTS numbers. */
const SIGN_IN = {
    '70021': federatedCredential,
    '70025': federatedCredential,
    '700211': federatedCredential,
    '700212': federatedCredential,
    '700213': federatedCredential,
    '7002138': otherCase,
    '7000215': ({ identity: { clientId } }) => `The client secret of ${clientId} is wrong. Check that azure-client-secret holds the secret's value and not its ID, and that it belongs to this application.`,
    '7000222': ({ identity: { clientId } }) => `The client secret of ${clientId} has expired. Create a new one in the app registration, under Certificates & secrets, and store it in the secret that azure-client-secret uses; or use workload identity federation, where nothing expires.`,
    '700016': ({ identity: { clientId, tenantId } }) => `There is no application ${clientId} in tenant ${tenantId}. Check azure-client-id and azure-tenant-id. An application from another tenant needs an enterprise application (service principal) in this one.`,
    '700027': ({ identity: { clientId } }) => `The certificate does not belong to ${clientId}. Upload the certificate in azure-client-certificate to the app registration, under Certificates & secrets.`,
    '700024': () => "The assertion has expired or is not yet valid. Check the runner's clock, then run again.",
    '90002': ({ identity: { tenantId, authority } }) => `There is no tenant ${tenantId} at ${authority}. Check azure-tenant-id (or tenant-id), and azure-authority-host for a national cloud.`,
    '900023': ({ identity: { tenantId } }) => `${tenantId} is neither a tenant ID nor a domain. Correct azure-tenant-id.`,
    '7000229': ({ identity: { clientId, tenantId } }) => `The application ${clientId} has no enterprise application (service principal) in tenant ${tenantId}. Create it with: az ad sp create --id ${clientId}`,
    '500011': ({ identity: { graphUrl, authority } }) => `${authority} does not issue tokens for ${graphUrl}. Check that graph-url and azure-authority-host belong to the same cloud.`,
    '53003': () => 'A Conditional Access policy for workload identities blocks the sign-in. Ask the Entra administrator to allow it for this application.',
    '90061': ({ claims }) => `Entra could not read the public keys of ${claims?.issuer ?? "GitHub's OIDC issuer"}. Run again; if it happens again, check that this address can be reached from the internet.`,
    '7000112': ({ identity: { clientId } }) => `The application ${clientId} is disabled. Enable it in Enterprise applications, Properties.`,
};
/** An error of this folder as one that the administrator can act on; others are returned as they are. */
function explain(error, circumstances) {
    const text = explanation(error, circumstances);
    return text === undefined ? error : new errors/* AppRegistrationError */.bF(text, { cause: error });
}
function explanation(error, circumstances) {
    if (error instanceof errors/* NoAnswerError */.i5) {
        const { reason, cure } = (0,network/* failureOf */.g5)(error.cause);
        return `${error.service} did not answer: ${reason}. ${cure}`;
    }
    if (error instanceof errors/* UnexpectedAnswerError */.qx && error.status === 429)
        return `${error.message} The service limits requests. Run again later, or spread the runs out.`;
    if (error instanceof errors/* UnexpectedAnswerError */.qx && error.status !== undefined && error.status >= 500)
        return `${error.message} The service is having problems. It is safe to run again.`;
    if (error instanceof errors/* UnexpectedAnswerError */.qx)
        return `${error.message} ${misdirectionCure(error, circumstances)}`;
    if (error instanceof errors/* SignInRefusedError */.jX)
        return explainSignIn(error, circumstances);
    if (error instanceof src/* GraphError */.h9)
        return explainGraph(error, circumstances);
    if (error instanceof dist/* AuthError */.lR)
        return `The sign-in at ${circumstances.identity.authority} failed: ${withStop(oneLine(error.message))} Check azure-authority-host and azure-tenant-id.`;
    return undefined;
}
/** The address of the runner's OIDC endpoint is no input, so nothing about it could be corrected. */
function misdirectionCure({ message }, { identity: { authority, graphUrl } }) {
    const noProxy = 'that no proxy answers instead of the service';
    const isInput = [authority, graphUrl, 'Microsoft Graph'].some((name) => message.includes(name));
    return isInput
        ? `Check azure-authority-host and graph-url, and ${noProxy}.`
        : `Check ${noProxy}; then run again.`;
}
function explainSignIn({ status, message }, circumstances) {
    const { authority } = circumstances.identity;
    const code = /AADSTS(\d+)/.exec(message)?.[1];
    const cure = code && SIGN_IN[code]?.(circumstances);
    if (cure)
        return `${cure}\nEntra said: ${message}`;
    if (status >= 500 || status === 429)
        return `${authority} answered with ${status}. Entra is having problems or limits requests. It is safe to run again later.`;
    return `The sign-in at ${authority} was refused: ${withStop(message)} Look up the code at https://login.microsoftonline.com/error, and check azure-tenant-id, azure-client-id and the credential.`;
}
/** Everything for a federated credential, ready to paste. */
function federatedCredential({ identity: { clientId }, claims }) {
    const { issuer = '', subject = '', audience = FEDERATION_AUDIENCE } = claims ?? {};
    // A name of its own: the one of the documentation is taken when that credential is for another subject.
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`${issuer} ${subject}`).digest('hex').slice(0, 8);
    const parameters = { name: `mobile-sso-${hash}`, issuer, subject, audiences: [audience] };
    return [
        `The application ${clientId} has no federated credential for this job. The job presented:`,
        `  issuer:   ${issuer}`,
        `  subject:  ${subject}`,
        `  audience: ${audience}`,
        'Add it in the app registration, under Certificates & secrets, Federated credentials, or with the Azure CLI:',
        `  az ad app federated-credential create --id ${clientId} --parameters ${(0,quoted/* shellQuoted */.x)(JSON.stringify(parameters))}`,
    ].join('\n');
}
/**
 * Entra compares upper and lower case since 2025; a credential that was made before may differ in nothing else.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024
 */
function otherCase(circumstances) {
    return `${federatedCredential(circumstances)}\nAn existing credential has the same subject in different upper and lower case: correct or delete that one.`;
}
/** @see https://learn.microsoft.com/en-us/graph/errors */
function explainGraph(error, circumstances) {
    const { identity, clientId, isWriting } = circumstances;
    const what = isWriting ? 'Changing' : 'Reading';
    const said = `${what} the app registration of ${clientId} was answered with ${error.statusCode}: ${withStop(oneLine(error.message))}`;
    return `${said} ${graphCure(error, identity, clientId, isWriting)}`;
}
function graphCure({ statusCode }, { clientId: caller, tenantId, graphUrl }, clientId, isWriting) {
    switch (statusCode) {
        case 401:
            return `Graph does not accept the token. Check that graph-url (${graphUrl}) and azure-authority-host belong to the same cloud.`;
        case 403:
            return isWriting
                ? `Grant ${caller} the application permission Application.ReadWrite.OwnedBy and make it an owner of the app registration ${clientId} (OwnedBy has no effect without ownership), or grant Application.ReadWrite.All; then grant admin consent.`
                : `Grant ${caller} the application permission Application.Read.All; for azure-reconcile: apply, grant Application.ReadWrite.OwnedBy and make ${caller} an owner of the app registration. Then grant admin consent.`;
        case 404:
            return `There is no app registration with client ID ${clientId} in tenant ${tenantId}. Check client-id, and check that azure-tenant-id is the tenant in which it is registered.`;
        case 429:
            return 'Graph limits requests. Run again later, or spread the runs out.';
        case 400:
            return 'Nothing was changed. If the message does not say what to correct, report it with this message.';
        default:
            return statusCode >= 500
                ? 'Graph is having problems. It is safe to run again.'
                : 'This response is unexpected. If it happens again, report it with this message.';
    }
}
/** @param text of another type where something else than the service answers */
function oneLine(text) {
    if (typeof text !== 'string')
        return 'no reason given';
    return text.replaceAll(/\s+/g, ' ').trim();
}
function withStop(text) {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./build/entra/graph.js



/** A client for Microsoft Graph v1.0. Its methods throw GraphError, {@link NoAnswerError} and {@link UnexpectedAnswerError}. */
function connectGraph(graphUrl, accessToken, reading, writing) {
    const clientOver = (service) => {
        const authentication = new src/* AuthenticationHandler */.zA({ getAccessToken: async () => accessToken });
        authentication.setNext(sendOver(service));
        return src/* Client */.Kj.initWithMiddleware({
            middleware: authentication,
            baseUrl: `${graphUrl}/`,
            customHosts: new Set([new URL(graphUrl).hostname]),
        });
    };
    const [reader, writer] = [clientOver(reading), clientOver(writing)];
    return {
        async read(clientId) {
            const request = reader.api(`/applications(appId='${clientId}')`).select(SELECTED);
            return readRegistration(await reading.during(request.get()));
        },
        async update(objectId, patch) {
            await writing.during(writer.api(`/applications/${objectId}`).patch(patch));
        },
    };
}
function sendOver(service) {
    return {
        async execute(context) {
            const url = typeof context.request === 'string' ? context.request : context.request.url;
            const { method = 'GET', headers, body } = context.options ?? {};
            const answer = await service.send(url, {
                method,
                headers: Object.fromEntries(new Headers(headers)),
                ...(body ? { body: String(body) } : {}),
            });
            // What is not JSON comes from something else than Graph, whatever its status says.
            const content = answer.status === 204 ? undefined : await service.json(url, answer.clone());
            if (!answer.ok && !isGraphError(content))
                throw service.failed(new errors/* UnexpectedAnswerError */.qx(`${new URL(url).origin} answered with ${answer.status}, without a reason in the form that Graph uses.`, answer.status));
            // The part of a response that Graph's client uses.
            context.response = answer;
        },
    };
}
/** @see https://learn.microsoft.com/en-us/graph/errors#json-representation */
function isGraphError(content) {
    const error = content?.['error'];
    return typeof error?.message === 'string';
}

;// CONCATENATED MODULE: ./build/entra/service.js


function serviceOver(fetch) {
    let failure;
    const failed = (error) => {
        failure ??= error;
        return error;
    };
    return {
        failed,
        async send(url, options) {
            const { origin } = new URL(url);
            // A redirect would take the credential to another place, perhaps past no_proxy and without TLS.
            const answer = await fetch(url, { ...options, redirect: 'manual' }).catch((error) => {
                throw failed(new errors/* NoAnswerError */.i5(origin, error));
            });
            if (answer.status < 300 || answer.status >= 400)
                return answer;
            const location = URL.parse(answer.headers.get('location') ?? '', url);
            throw failed(new errors/* UnexpectedAnswerError */.qx(`${origin} redirects to ${location?.origin ?? 'another address'}.`, answer.status));
        },
        async json(url, answer) {
            const content = (0,text_json/* jsonObject */.o)(await answer.text());
            if (content)
                return content;
            const what = `${new URL(url).origin} answered with ${answer.status} and a body that is not JSON.`;
            throw failed(new errors/* UnexpectedAnswerError */.qx(what, answer.status));
        },
        async during(work) {
            try {
                return await work;
            }
            catch (error) {
                throw failure ?? error;
            }
            finally {
                failure = undefined;
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/entra/reconcile.js










/**
 * Signs in, reads the app registration and decides.
 * @throws AppRegistrationError
 */
async function planRegistration({ identity, signIn: requested, relyingParty, wanted }, world) {
    const { clientId } = requested;
    const { claims, accessToken, homeTenant } = await signedIn(identity, clientId, world);
    const explained = (isWriting) => (error) => {
        throw explain(error, { identity, clientId, claims, isWriting });
    };
    const [reading, writing] = [serviceOver(world.fetch), serviceOver(world.fetchOnce)];
    const graph = connectGraph(identity.graphUrl, accessToken, reading, writing);
    const registration = await graph.read(clientId).catch(explained(false));
    const plan = decide(registration, wanted);
    return {
        registration,
        plan,
        drift: driftFindings(registration, plan),
        audit: audit(registration, requested, relyingParty, homeTenant),
        graph,
        explain: { reading: explained(false), writing: explained(true) },
    };
}
/** Signs in, unless the run has done so for this tenant and caller. All environments of a run have the same credential. */
function signedIn(identity, clientId, world) {
    const { authority, tenantId, clientId: caller, graphUrl } = identity;
    const key = JSON.stringify([authority, tenantId.toLowerCase(), caller.toLowerCase(), graphUrl]);
    const known = world.signIns?.get(key) ?? newSignIn(identity, clientId, world);
    world.signIns?.set(key, known);
    return known;
}
async function newSignIn(identity, clientId, { fetch, environment, mask }) {
    const service = serviceOver(fetch);
    let claims;
    try {
        const isFederated = identity.credential.kind === 'federated';
        const idToken = isFederated ? await requestIdToken(environment, identity.clientId, service) : undefined;
        if (idToken)
            mask(idToken.token);
        claims = idToken?.claims;
        const token = await signIn(identity, idToken?.token, service, mask);
        mask(token.accessToken);
        return { ...token, claims };
    }
    catch (error) {
        throw explain(error, { identity, clientId, claims, isWriting: false });
    }
}
/** How often the change is sent when Graph is not well. */
const MAX_ATTEMPTS = 3;
/** Seconds before each check whether a change has taken; Graph's copies agree a little later. */
const CHECK_PAUSES = [0, 1, 2, 4, 8];
/**
 * Writes what is missing, with one request, and checks that it has taken.
 * @throws AppRegistrationError; ProblemsError when it cannot be given what is wanted any more
 */
async function applyRegistration(planned, request, world) {
    if (!planned.plan.patch)
        return;
    await write(planned, request, world);
    await checkWritten(planned, request, world);
}
/**
 * Graph cannot compare while it writes, and its PATCH replaces the list of redirect URIs. So the registration is read and decided
 * on anew right before each attempt: what an administrator has added meanwhile stays, and an attempt whose answer was lost is
 * found to have taken, or not.
 */
async function write({ graph, explain }, { signIn: { clientId }, wanted }, { changed, inDoubt, wait }) {
    let failure;
    for (let attempt = 1;; attempt++) {
        const registration = await graph.read(clientId).catch(explain.reading);
        const { patch, problems } = decide(registration, wanted);
        if (!patch) {
            if (failure)
                changed();
            return;
        }
        inDoubt(false);
        (0,build_problems/* throwIfAny */.MI)(problems);
        if (attempt > MAX_ATTEMPTS)
            explain.writing(failure);
        inDoubt(true);
        try {
            await graph.update(registration.objectId, patch);
            changed();
            return;
        }
        catch (error) {
            // Only Graph itself can say that it did not do it, and what says that Graph is not well says nothing.
            inDoubt(!(error instanceof src/* GraphError */.h9 && error.statusCode >= 400 && error.statusCode < 500));
            const seconds = secondsToRetry(error, 2 ** (attempt - 1)) ?? explain.writing(error);
            failure = error;
            await wait(seconds, `the app registration of ${clientId} is updated again`);
        }
    }
}
async function checkWritten({ graph, explain }, { signIn: { clientId }, wanted }, { wait }) {
    for (const seconds of CHECK_PAUSES) {
        await wait(seconds, `the next check of whether the app registration of ${clientId} has changed`);
        const registration = await graph.read(clientId).catch((error) => {
            // A copy that does not have the change may not have the application either.
            if (error instanceof src/* GraphError */.h9 && error.statusCode === 404)
                return undefined;
            return explain.reading(error);
        });
        if (registration && !decide(registration, wanted).patch)
            return;
    }
    throw new errors/* AppRegistrationError */.bF(`Graph accepted the change to the app registration of ${clientId}, but it is still not visible after ${CHECK_PAUSES.length} checks. Run again in a few minutes. A policy of the tenant may also have undone it.`);
}
/** Seconds; undefined when sending the change again is of no use. */
function secondsToRetry(error, backoff) {
    if (error instanceof errors/* NoAnswerError */.i5)
        return backoff;
    if (error instanceof errors/* UnexpectedAnswerError */.qx)
        return (0,network/* secondsAfter */._I)(error.status ?? 0, null, backoff);
    if (!(error instanceof src/* GraphError */.h9))
        return undefined;
    return (0,network/* secondsAfter */._I)(error.statusCode, error.headers?.get('retry-after') ?? null, backoff);
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
