export const id = 148;
export const ids = [148];
export const modules = {

/***/ 2148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Writes: () => (/* reexport */ Writes),
  carryOutPlan: () => (/* reexport */ carryOutPlan),
  connect: () => (/* reexport */ connect),
  explain: () => (/* reexport */ explain),
  fileDrift: () => (/* reexport */ fileDrift),
  R: () => (/* reexport */ marker/* fingerprint */.Rj),
  lookAtRepository: () => (/* reexport */ lookAtRepository),
  planPullRequest: () => (/* reexport */ planPullRequest)
});

// UNUSED EXPORTS: ConfigRepositoryError

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 15 modules
var github = __webpack_require__(5071);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var dist_bundle = __webpack_require__(9735);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var plugin_throttling_dist_bundle = __webpack_require__(6856);
// EXTERNAL MODULE: ./build/network/index.js + 7 modules
var network = __webpack_require__(8114);
;// CONCATENATED MODULE: ./build/github/errors.js
/** GitHub refused or could not be reached; the message says what to do. */
class ConfigRepositoryError extends Error {
    name = 'ConfigRepositoryError';
}
/** GitHub, or something between it and the runner, answered what its description rules out. */
class UnexpectedAnswerError extends Error {
    name = 'UnexpectedAnswerError';
    /** @param request "GET /repos/{owner}/{repo}" */
    constructor(request, what) {
        super(`${request} was answered with ${what}.`);
    }
}
/** Somebody else wrote at the same time: what was read is out of date, so read and decide again. */
class RaceLostError extends Error {
    name = 'RaceLostError';
}
/** A branch that this run has just made is missed for longer than GitHub takes to see it; somebody may have deleted it. */
class NewBranchMissedError extends RaceLostError {
    constructor(branch, cause) {
        super(`This run has made branch "${branch}", and 10 seconds later GitHub still answers that it is not there. GitHub is slow, or somebody deletes the branch. Run again.`, { cause });
    }
}

// EXTERNAL MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
var dist_src = __webpack_require__(1015);
;// CONCATENATED MODULE: ./build/github/cures.js
const repository = ({ owner, repo }) => `${owner}/${repo}`;
const TROUBLE = 'GitHub has trouble; running again is safe.';
const UNEXPECTED = 'This answer is not expected; if it stays, report it with this text.';
function noRepository(target) {
    return `There is no repository ${repository(target)}, or the token has no access to it. Check config-repository; for a repository other than the workflow's own, GITHUB_TOKEN does not work: pass a GitHub App token or a fine-grained personal access token as token.`;
}
function missingPermission(target, permission) {
    return `The token may not do this in ${repository(target)}. In the workflow's own repository give the job "permissions: ${permission}"; in another one the GitHub App or fine-grained token needs ${permission.replace(':', '')} there.`;
}
/** Seconds since 1970 that are still a date. */
const LATEST = 8.64e12;
function rateLimit({ response }) {
    const reset = Number(response?.headers['x-ratelimit-reset']);
    const until = reset > 0 && reset < LATEST ? ` until ${new Date(reset * 1000).toISOString()}` : '';
    return `GitHub's rate limit is used up${until}. Run again later, or spread the runs.`;
}
/** GitHub's words as a sentence on one line, without the link that Octokit appends. */
function sentence(words) {
    const text = words
        .replaceAll(/\s+/g, ' ')
        .trim()
        .replace(/ - https:\/\/\S+$/, '');
    return /[.!?]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./build/github/races.js




/** {@link RaceLostError} for a 404, 409 or 422 that a simultaneous write explains; any other error as it is. */
function raceOr(error, message) {
    const isRace = error instanceof dist_src/* RequestError */.G && [404, 409, 422].includes(error.status) && message.test(error.message);
    return isRace ? new RaceLostError(sentence(error.message)) : error;
}
/**
 * A plugin for Octokit that marks a request whose answer was lost, and one that it is of no use to repeat. The counts of the other plugins do not tell: the throttling one
 * starts anew, and a repetition after a rate limit is none of something that may have been carried out.
 */
const markLostAnswers = (deadline) => ({ hook }) => {
    hook.wrap('request', async (request, options) => {
        const plugins = options.request;
        await deadline.admitted();
        plugins.isQueued = false;
        try {
            return await request(options);
        }
        catch (error) {
            if (!isAnswered(error))
                plugins.isAnswerLost = true;
            if ((0,network/* isLasting */.dJ)(error))
                plugins.retries = 0;
            throw error;
        }
    });
    return {};
};
/** @param options the part of a request's options for plugins */
function wasAnswerLost(options) {
    return options?.isAnswerLost === true;
}
/** @param options the part of a request's options for plugins */
function wasSent(options) {
    return options?.isQueued !== true;
}
/** Whether a refusal may be about this run's own earlier try, which was carried out although its answer was lost. */
function isInDoubt(error) {
    return error instanceof dist_src/* RequestError */.G && wasAnswerLost(error.request.request);
}
/**
 * GitHub says that it did not do it. A gateway that gave up waiting does not say so, nor does an answer that can't be read, and a
 * repeated request may be refused just because its first try was carried out.
 */
function isRefusal(error) {
    return error instanceof NewBranchMissedError || (isAnswered(error) && !isInDoubt(error));
}
function isAnswered(error) {
    return error instanceof dist_src/* RequestError */.G && error.response !== undefined && error.status < 500;
}

;// CONCATENATED MODULE: ./build/github/new-branch.js



/** Seconds before a write to a new branch is sent again; all together 10.5. */
const PAUSES = [0.5, 1, 1.5, 2, 2.5, 3];
/** Writes that name a branch, and where they name it. */
const WRITES = {
    'PUT /repos/{owner}/{repo}/contents/{path}': 'branch',
    'POST /repos/{owner}/{repo}/pulls': 'head',
};
const MISSED = /Branch .{0,300}not found|"field":"head","code":"invalid"/i;
/**
 * GitHub's other routes do not see a branch that was just made, for up to 5 seconds: they read a copy that is behind. So a write
 * to a branch that this run has made is sent again. What is still missed afterwards is reported as a lost race, because somebody may
 * have deleted the branch; a second branch of that name is not waited for.
 * @param wait pauses the run
 */
function waitForNewBranches(hook, wait) {
    const pauses = new Map();
    hook.wrap('request', async (request, options) => {
        const route = `${options.method} ${options.url}`;
        const parameters = options;
        const made = String(parameters['ref']).replace('refs/heads/', '');
        if (route === 'POST /repos/{owner}/{repo}/git/refs' && !pauses.has(made))
            pauses.set(made, [...PAUSES]);
        const branch = parameters[WRITES[route] ?? ''];
        const left = pauses.get(branch);
        if (!left)
            return request(options);
        for (;;) {
            try {
                return await request(options);
            }
            catch (error) {
                if (!isMissed(error) || wasAnswerLost(options.request))
                    throw error;
                const seconds = left.shift();
                if (seconds === undefined)
                    throw new NewBranchMissedError(String(branch), error);
                await wait(seconds, `${route} is sent again, because branch ${branch} is not seen yet`);
            }
        }
    });
}
function isMissed(error) {
    return error instanceof dist_src/* RequestError */.G && [404, 422].includes(error.status) && MISSED.test(error.message);
}

;// CONCATENATED MODULE: ./build/github/answer.js


/**
 * Reads one field of an answer and checks its type. GitHub's description promises the types, but a proxy or a misconfigured
 * GITHUB_API_URL answers anything; a wrong type must not become a wrong decision.
 * @param request "GET /repos/{owner}/{repo}", for the error
 * @throws UnexpectedAnswerError
 */
function field(request, answer, name, type) {
    const value = typeof answer === 'object' && answer !== null ? answer[name] : undefined;
    const matches = type === 'array' ? Array.isArray(value) : typeof value === type && value !== null;
    if (!matches)
        throw new UnexpectedAnswerError(request, `no usable "${name}"`);
    return value;
}
/** An answer, or undefined when GitHub says 404 with such a message; "This repository is empty." for one is another matter. */
async function unlessMissing(answer, message) {
    try {
        return await answer;
    }
    catch (error) {
        if (error instanceof dist_src/* RequestError */.G && error.status === 404 && message.test(error.message))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/github/renamed.js


/**
 * GitHub redirects what is asked of a repository that was renamed, or whose owner was, but finds no pull request of "owner:branch"
 * by the old name. So the first answer that was redirected tells to ask for the new name, and everything is asked under that.
 * @param warn is told of the new name
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
function followRenames({ hook, rest }, warn) {
    let current;
    const nowCalled = ({ owner, repo }, name) => {
        warn(`${owner}/${repo} is called ${name.owner}/${name.repo} now. Correct config-repository: somebody else may take the old name.`);
        return name;
    };
    hook.wrap('request', async (request, options) => {
        if (String(options.url).endsWith('/graphql')) {
            const answer = await request(options);
            const renamed = current ? undefined : renamedIn(answer.data, options['variables']);
            if (renamed)
                current = Promise.resolve(nowCalled(...renamed));
            return answer;
        }
        if (!isNamed(options))
            return request(options);
        const { owner, repo } = options;
        const isOfRepository = options.url === '/repos/{owner}/{repo}';
        if (!current || isOfRepository) {
            const answer = await request(options);
            if (isOfRepository || !isElsewhere(answer.url, options))
                return answer;
        }
        current ??= rest.repos.get({ owner, repo }).then(({ data }) => nowCalled({ owner, repo }, fullName(data)));
        // What wraps hand on is this object, whatever they are given.
        Object.assign(options, under(await current, options));
        return request(options);
    });
}
function isNamed(options) {
    const { owner, repo } = options;
    return typeof owner === 'string' && typeof repo === 'string';
}
/** @param url where the answer came from in the end; empty where that is not known */
function isElsewhere(url, { owner, repo }) {
    const path = URL.canParse(url) ? new URL(url).pathname.toLowerCase() : '';
    return path !== '' && !`${path}/`.includes(`/repos/${owner}/${repo}/`.toLowerCase());
}
function under({ owner, repo }, { owner: old, head }) {
    const isOwnHead = head?.startsWith(`${old}:`);
    return { owner, repo, ...(isOwnHead ? { head: `${owner}:${head.slice(old.length + 1)}` } : {}) };
}
function fullName(repository) {
    const route = 'GET /repos/{owner}/{repo}';
    const named = asNamed(field(route, repository, 'full_name', 'string'));
    if (!named)
        throw new UnexpectedAnswerError(route, 'no usable "full_name"');
    return named;
}
function asNamed(name) {
    const [, owner, repo] = /^(\w[\w-]*)\/((?!\.{1,2}$)[\w.-]+)$/.exec(name) ?? [];
    return owner && repo ? { owner, repo } : undefined;
}
/** GraphQL is not redirected: it answers for the repository by whichever name. @returns the old name and the new one */
function renamedIn(answer, variables) {
    const { owner, name } = (variables ?? {});
    const { data } = (answer ?? {});
    const { nameWithOwner } = (data?.repository ?? {});
    if (typeof nameWithOwner !== 'string' || typeof owner !== 'string' || typeof name !== 'string')
        return undefined;
    if (nameWithOwner.toLowerCase() === `${owner}/${name}`.toLowerCase())
        return undefined;
    const now = asNamed(nameWithOwner);
    return now && [{ owner, repo: name }, now];
}

;// CONCATENATED MODULE: ./build/github/client.js








/** What is refused stays refused; 403 and 429 are waited for elsewhere where they are limits. */
const REFUSALS = Array.from({ length: 100 }, (_, index) => 400 + index);
/**
 * A client for GitHub's REST API that waits between writes as GitHub asks, repeats what failed with 5xx or a rate limit, and
 * goes through the proxy that `https_proxy` and `no_proxy` name.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
function connect(connection) {
    const { token, apiUrl, repository, fetch, deadline, writes, wait, log, pace } = connection;
    const clock = pace && { retryAfterBaseValue: pace.retryAfterBaseValue };
    const onLimit = (name) => (retryAfter, { method, url }, _, retries) => {
        if (retries >= 2 || retryAfter > network/* LONGEST_WAIT */.dX)
            return false;
        log.warning(`GitHub's ${name} is reached at ${method} ${url}; trying again in ${retryAfter} seconds.`);
        return true;
    };
    const client = (0,github/* getOctokit */.Q)(token, {
        baseUrl: apiUrl,
        log: { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug },
        request: { fetch: usable((0,network/* retrying */.R$)(sized(fetch), { warning: log.warning, wait }, isOtherLimit)) },
        retry: { doNotRetry: REFUSALS, ...clock },
        throttle: {
            ...clock,
            ...pace?.queues,
            id: repository,
            onRateLimit: onLimit('rate limit'),
            onSecondaryRateLimit: onLimit('secondary rate limit'),
        },
    }, 
    // The first one is the innermost and sees every try.
    markLostAnswers(deadline), dist_bundle/* retry */.L, plugin_throttling_dist_bundle/* throttling */.A);
    client.hook.after('request', (response, { method, url }) => {
        if (response.status !== 204 && typeof response.data !== 'object') {
            throw new UnexpectedAnswerError(`${method} ${url}`, 'something that is not JSON');
        }
    });
    client.hook.error('request', (error, { method, url }) => {
        if (error.status === NOT_OF_GITHUB)
            throw new UnexpectedAnswerError(`${method} ${url}`, STRANGE);
        throw error;
    });
    // Each wrap contains those before it.
    waitForNewBranches(client.hook, wait);
    // What this one contains besides requests are the pauses of the other two.
    client.hook.wrap('request', (request, options) => {
        const { method, url } = client.request.endpoint(options);
        const sent = (0,network/* answerTo */.oy)(method, url);
        // The plugins count repetitions in this object, which all requests of a client would share.
        options.request = { ...options.request, isQueued: true };
        const send = () => writes.during(options, async () => request(options));
        return deadline.during((0,network/* pauseBefore */.GB)(`${method} ${url}`), send, [sent]);
    });
    followRenames(client, log.warning);
    return client;
}
/**
 * A 429 that is none of GitHub's own rate limits, which the throttling plugin knows, but of something before it. Whatever was
 * sent has not been carried out.
 */
async function isOtherLimit(outcome) {
    if ('error' in outcome || outcome.status !== 429)
        return false;
    if (outcome.headers.get('x-ratelimit-remaining') === '0')
        return false;
    return !/\bsecondary rate\b/i.test(await outcome.clone().text());
}
/** Bytes of the answers that may be large: a file's content, and the lists of pull requests, commits and patches. */
const LARGE_ANSWERS = [
    [/\/git\/blobs\/[0-9a-f]+$/, 150_000_000],
    // A hundred texts of 65,536 characters, or three hundred files that were changed.
    [/\/pulls$|\/compare\/[^/]+$|\/graphql$/, 50_000_000],
];
function sized(fetch) {
    return (url, options) => {
        const largest = LARGE_ANSWERS.find(([path]) => path.test(new URL(url).pathname))?.[1];
        return fetch(url, largest === undefined ? options : { ...options, largestAnswer: largest });
    };
}
/**
 * Octokit and its plugins take for granted that an error, and every answer of GraphQL, is an object of a certain form. Anything
 * else ends in an error of theirs that says nothing.
 */
function usable(fetch) {
    return async (url, options) => {
        const answer = await fetch(url, options);
        const isGraphql = new URL(url).pathname.endsWith('/graphql');
        if (answer.ok && !isGraphql)
            return answer;
        const content = parsed(await answer.clone().text());
        if (answer.ok ? isGraphqlAnswer(content) : isObject(content))
            return answer;
        const { status, headers } = answer;
        const body = JSON.stringify({ message: STRANGE });
        const json = new Headers([...headers]);
        json.set('content-type', 'application/json');
        return new Response(body, { status: answer.ok ? NOT_OF_GITHUB : status, headers: json });
    };
}
const STRANGE = 'something that GitHub does not answer';
/** For an answer that looks as if all were well; no status that means anything, and none that is sent again. */
const NOT_OF_GITHUB = 499;
/** What is not JSON is left to Octokit, which quotes it. */
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return {};
    }
}
function isObject(content) {
    return typeof content === 'object' && content !== null;
}
function isGraphqlAnswer(content) {
    if (!isObject(content))
        return false;
    const { errors } = content;
    if (errors === undefined)
        return true;
    return (Array.isArray(errors) &&
        errors.length > 0 &&
        errors.every((error) => typeof error?.message === 'string' && /^(?:string|undefined)$/.test(typeof error.type)));
}

// EXTERNAL MODULE: ./build/findings.js
var findings = __webpack_require__(3876);
;// CONCATENATED MODULE: ./build/github/drift.js

/** What of the file is not as wanted, setting by setting, and which pull request would change it. */
function fileDrift({ path, base }, { rendered, isMissing, openPullRequest, }) {
    const cure = cureBy(openPullRequest);
    if (isMissing) {
        const what = `There is no such file on ${base ? `"${base}"` : 'the default branch'}.`;
        const isProposed = openPullRequest && !openPullRequest.isFromSkeleton;
        return [(0,findings/* finding */.gk)('MSSO013', { where: path, what, cure: isProposed ? cure : findTheFile(openPullRequest) })];
    }
    return rendered.changes.map(({ setting, before, after, source, line }) => (0,findings/* finding */.gk)('MSSO012', {
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
    const cure = 'Correct config-path or base, or commit the file that wsadmin checked out; mode pull-request with a template proposes one.';
    return fromSkeleton
        ? `${cure} Do not merge pull request #${fromSkeleton.number}, which holds the security section only: ${fromSkeleton.url}`
        : cure;
}
function cureBy(pullRequest) {
    if (!pullRequest)
        return 'Run the action in mode pull-request, which proposes the change.';
    const { number, url, isWanted } = pullRequest;
    return isWanted
        ? `Merge pull request #${number}, which proposes it: ${url}`
        : `Pull request #${number} is open but was made for other values; run the action in mode pull-request to bring it up to date: ${url}`;
}

// EXTERNAL MODULE: ./node_modules/@octokit/graphql/dist-bundle/index.js
var graphql_dist_bundle = __webpack_require__(9964);
;// CONCATENATED MODULE: ./build/github/policies.js

const APP_TOKEN = 'pass a GitHub App token as token';
/**
 * The first match wins; a rule that says no more than that it is one is explained elsewhere.
 * @see https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-allowed-ip-addresses-for-your-organization
 * @see https://docs.github.com/en/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization
 * @see https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
const POLICIES = [
    {
        message: /IP allow list/,
        cure: ({ owner }) => `The IP allow list of ${owner} does not have the address of this runner. Use a runner with an address that is on it, or have an owner of the organisation add the address (Settings, Authentication security).`,
    },
    {
        message: /SAML/,
        cure: ({ owner }) => `Authorise the token for single sign-on with the organisation ${owner}, or use a GitHub App token.`,
    },
    {
        message: /if the token.s lifetime/,
        cure: ({ owner }) => `Give the fine-grained token an expiry date that ${owner} accepts, or ${APP_TOKEN}, which lives for an hour.`,
    },
    {
        message: /forbids access via a (?:fine-grained )?personal access token/,
        cure: ({ owner }) => `${owner} does not accept this kind of token. Instead, ${APP_TOKEN}.`,
    },
    {
        message: /OAuth App access restrictions/,
        cure: ({ owner }) => `The token is of an OAuth app that ${owner} has not approved. Have an owner approve it, or ${APP_TOKEN}.`,
    },
    {
        message: /secret detected|cannot contain secrets|push protection/i,
        cure: (target) => `Push protection takes something in ${target.path} for a secret. Remove it from the wanted values, from the file on the base branch or from the template. If it is none, have somebody who may bypass push protection of ${repository(target)} allow it.`,
    },
    {
        message: /commit message must/i,
        cure: (target) => `A rule of ${repository(target)} says how a commit message must be worded. Set the commit-message input to one that it accepts; the action adds lines such as "Mobile-SSO-Path: …" at the end, so the rule must allow text after it.`,
    },
    {
        message: /(?:branch|ref(?:erence)?) name must/i,
        cure: (target) => `A rule of ${repository(target)} says how a branch must be named, and "${target.branch}" is not. Choose another name with the branch input.`,
    },
    {
        message: /\bfile (?:path|extension|size)\b/i,
        cure: (target) => `A rule of ${repository(target)} says which files may be pushed, whatever the branch is called. Choose another path in config-path (and wsadmin-script), or have the token's identity exempted from the rule.`,
    },
    {
        message: /verified signature|(?:author|committer) email must/i,
        cure: (target) => `A rule of ${repository(target)} says who may commit, or that commits must be signed. GitHub signs the commits of apps: leave the token input out, or ${APP_TOKEN}; or exempt the token's identity from the rule.`,
    },
];

;// CONCATENATED MODULE: ./build/github/query.js

const PARAMETERS = `$owner: String!, $name: String!, $path: String!, $scriptPath: String!, $keepsScript: Boolean!,
  $branch: String!`;
const REPOSITORY = 'id nameWithOwner defaultBranchRef { name }';
const FRAGMENTS = `
fragment Files on Commit {
  oid
  tree { oid }
  file(path: $path) { ...Content }
  script: file(path: $scriptPath) @include(if: $keepsScript) { ...Content }
}
fragment Content on TreeEntry { oid mode type object { ... on Blob { text } } }
fragment PullRequests on PullRequestConnection {
  pageInfo { hasNextPage }
  nodes {
    number url state title body baseRefName headRepository { id }
    labels(first: 100) { nodes { name } }
    timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { __typename } } } }
  }
}`;
const pullRequests = (alias, states) => `${alias}: pullRequests(headRefName: $branch, states: ${states}, first: 20, orderBy: { field: CREATED_AT, direction: DESC }) { ...PullRequests }`;
/** For a run that writes nothing: a file at any commit, and the pull requests that are open. */
const CHECK = `query (${PARAMETERS}, $base: String!) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    base: object(expression: $base) { ...Files ... on Tag { target { ...Files } } }
    ${pullRequests('openPullRequests', '[OPEN]')}
  }
}
${FRAGMENTS}`;
/** @param base the branch that the pull request is for, as a field of the repository, and what that takes */
const decision = (base, parameters) => `query (${PARAMETERS}, $head: String!${parameters}) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    base: ${base} { target { ... on Commit { ...Files history(first: 100) { nodes { oid } } } } }
    branch: ref(qualifiedName: $head) { target { ... on Commit { ...Files history(first: 10) { nodes { ...Step } } } } }
    ${pullRequests('openPullRequests', '[OPEN]')}
    ${pullRequests('closedPullRequests', '[CLOSED, MERGED]')}
  }
}
fragment Step on Commit {
  oid message changedFilesIfAvailable ...Names
  parents(first: 2) { nodes { oid ...Names } }
}
fragment Names on Commit {
  file(path: $path) { oid mode }
  script: file(path: $scriptPath) @include(if: $keepsScript) { oid mode }
}
${FRAGMENTS}`;
const FOR_DEFAULT_BRANCH = decision('defaultBranchRef', '');
const FOR_BASE = decision('ref(qualifiedName: $base)', ', $base: String!');
/** What a check looks at. The base may be any ref: a tag may be an object of its own, and then its commit counts. */
async function askForCheck(client, target) {
    return ask(client, CHECK, { ...variables(target), base: target.base ?? 'HEAD' });
}
/**
 * Everything that it takes to decide about the pull request, at one moment.
 * @see https://docs.github.com/en/graphql/reference/objects#repository
 */
async function askForDecision(client, target) {
    const common = { ...variables(target), head: `refs/heads/${target.branch}` };
    return target.base === undefined
        ? ask(client, FOR_DEFAULT_BRANCH, common)
        : ask(client, FOR_BASE, { ...common, base: `refs/heads/${target.base}` });
}
function variables({ owner, repo, path, scriptPath, branch }) {
    const keepsScript = scriptPath !== undefined;
    return { owner, name: repo, path, scriptPath: scriptPath ?? '', keepsScript, branch };
}
/** A file that a commit has not is null, and an error beside the rest of the answer. */
async function ask(client, query, parameters) {
    try {
        return await client.graphql(query, { ...parameters });
    }
    catch (error) {
        const isWhole = error instanceof graphql_dist_bundle/* GraphqlResponseError */.rp && error.errors?.every(isMissingFile);
        if (isWhole)
            return error.data;
        throw error;
    }
}
/** Whether an error only says that there is no such file. */
function isMissingFile({ type, path }) {
    return type === 'NOT_FOUND' && Array.isArray(path) && /^(?:file|script)$/.test(String(path.at(-1)));
}

;// CONCATENATED MODULE: ./build/github/explain-graphql.js





/** What GraphQL answers with status 200. The first match wins; the types are not documented, the messages even less. */
const GRAPHQL_EXPLANATIONS = [
    { type: /^RATE_LIMITED$/, cure: (_, answer) => rateLimit(answer) },
    { message: /rate limit/i, cure: (_, answer) => rateLimit(answer) },
    ...POLICIES,
    {
        message: /updateRefs' doesn't exist|UpdateRefsInput/,
        cure: () => 'This GitHub Enterprise Server is too old for updateRefs, which moves a branch without losing commits. Delete the pull request branch by hand and run again.',
    },
    {
        message: /doesn't exist/,
        cure: () => 'This GitHub Enterprise Server is too old for what the action asks of it. Update the server.',
    },
    {
        message: /protected|rule violation|force/i,
        cure: ({ branch }) => `A rule protects branch ${branch}. Exempt the token's identity from it, or choose another name with the branch input.`,
    },
    { type: /^NOT_FOUND$/, cure: noRepository },
    {
        type: /^(FORBIDDEN|INSUFFICIENT_SCOPES)$/,
        path: /PullRequests\b/,
        cure: (target) => missingPermission(target, 'pull-requests: write'),
    },
    {
        type: /^(FORBIDDEN|INSUFFICIENT_SCOPES)$/,
        cure: (target) => missingPermission(target, 'contents: write'),
    },
    { message: /not accessible/i, cure: (target) => missingPermission(target, 'contents: write') },
    { type: /^(INTERNAL|SERVICE_UNAVAILABLE)$/, cure: () => TROUBLE },
    { message: /timed? ?out|something went wrong/i, cure: () => TROUBLE },
];
/**
 * What GraphQL refused with status 200, as an error that the administrator can act on.
 * @returns undefined for an error of something else
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
 */
function explainGraphql(error, target) {
    if (error instanceof graphql_dist_bundle/* GraphqlResponseError */.rp) {
        const [first] = error.errors?.filter((each) => !isMissingFile(each)) ?? [];
        return refused(first ?? error, { response: error }, target);
    }
    return isRateLimit(error)
        ? refused({ type: 'RATE_LIMITED', message: error.message }, error, target)
        : undefined;
}
/** The throttling plugin throws this in the place of an answer with an error of type RATE_LIMITED. */
function isRateLimit(error) {
    return error instanceof Error && /GraphQL Rate Limit/.test(error.message);
}
function refused({ type = '', message, path }, answer, target) {
    const place = Array.isArray(path) ? path.join('.') : '';
    const match = GRAPHQL_EXPLANATIONS.find((candidate) => (candidate.type?.test(type) ?? true) &&
        (candidate.message?.test(message) ?? true) &&
        (candidate.path?.test(place) ?? true));
    const cure = match?.cure(target, answer) ?? UNEXPECTED;
    return new ConfigRepositoryError(`POST /graphql was answered with ${type || 'an error'}: ${sentence(message)} ${cure}`);
}

;// CONCATENATED MODULE: ./build/github/explain.js






const EXPLANATIONS = [
    {
        status: [401],
        cure: () => 'The token is not valid. Check the token input: it may be empty, expired or revoked, or of another GitHub server.',
    },
    {
        message: /not permitted to create or approve pull requests/,
        cure: (target) => `Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of ${repository(target)} (Actions, General; an organisation's setting may lock it), or pass a GitHub App token as token.`,
    },
    {
        message: /archived so is read-only/,
        cure: (target) => `Unarchive ${repository(target)}, or name another config-repository.`,
    },
    {
        message: /repository is empty/i,
        cure: (target) => `${repository(target)} has no commit yet, so a pull request has nothing to start from. Commit a README to it first.`,
    },
    {
        message: /Branch not found|No commit found for the ref/,
        cure: (target) => target.base === undefined
            ? `The default branch of ${repository(target)} is not there. Choose another one in its settings, or set the base input.`
            : `${repository(target)} has no branch "${target.base}". Correct the base input.`,
    },
    {
        message: /Reference update failed/,
        cure: (target) => `A branch of ${repository(target)} is in the way of branch "${target.branch}": git can't keep both "a" and "a/b". Rename it, or choose another name with the branch input.`,
    },
    {
        message: /Draft pull requests are not supported/,
        cure: (target) => `The plan of ${repository(target)} has no draft pull requests. Remove draft: true.`,
    },
    ...POLICIES,
    {
        message: /rule violations|protected branch|Changes must be made through a pull request|creations being restricted|Cannot force-push/i,
        cure: (target) => `A rule protects branch ${target.branch} of ${repository(target)}. Exempt the token's identity from it in the settings (Rules, Rulesets, or Branches), or choose another name with the branch input.`,
    },
    {
        status: [403],
        message: /rate limit|abuse/i,
        cure: (_, error) => rateLimit(error),
    },
    { status: [429], cure: (_, error) => rateLimit(error) },
    {
        message: /No common ancestor/,
        cure: (target) => `Branch ${target.branch} shares no commit with the base. Delete it, or choose another name with the branch input.`,
    },
    {
        status: [403, 404],
        request: /^(POST|PATCH) \/repos\/[^/]+\/[^/]+\/(pulls|issues)\b/,
        cure: (target) => missingPermission(target, 'pull-requests: write'),
    },
    {
        status: [403, 404],
        request: /^(POST|PUT|PATCH|DELETE) /,
        cure: (target) => missingPermission(target, 'contents: write'),
    },
    {
        status: [403],
        request: /\/pulls\b/,
        cure: (target) => missingPermission(target, 'pull-requests: write'),
    },
    { status: [403], cure: (target) => missingPermission(target, 'contents: write') },
    {
        status: [404],
        cure: noRepository,
    },
    {
        status: [422],
        message: /base/,
        request: /\/pulls\b/,
        cure: (target) => `Check the base input: "${target.base ?? 'the default branch'}" must be a branch of ${repository(target)}.`,
    },
];
/** An error of this folder as one that the administrator can act on; others are returned as they are. */
function explain(error, target) {
    if (error instanceof UnexpectedAnswerError) {
        return new ConfigRepositoryError(`${error.message} Check that GITHUB_API_URL is GitHub's REST API and that no proxy answers in its place.`, { cause: error });
    }
    if (error instanceof dist_src/* RequestError */.G)
        return explainRequest(error, target);
    return explainGraphql(error, target) ?? error;
}
function explainRequest(error, target) {
    const request = `${error.request.method} ${new URL(error.request.url, 'https://api.github.com').pathname}`;
    if (!error.response) {
        const { reason, cure } = (0,network/* troubleOf */.LH)(error.cause ?? error);
        return new ConfigRepositoryError(`${request} got no answer from GitHub: ${reason}. ${cure}`, {
            cause: error,
        });
    }
    const answer = `${request} was answered with ${error.status}: ${sentence(error.message)}`;
    if (error.status >= 500)
        return new ConfigRepositoryError(`${answer} ${TROUBLE}`, { cause: error });
    const apiPath = request.replace(/^(\S*) .*?\/repos\//, '$1 /repos/');
    const match = EXPLANATIONS.find((candidate) => (candidate.status?.includes(error.status) ?? true) &&
        (candidate.message?.test(error.message) ?? true) &&
        (candidate.request?.test(apiPath) ?? true));
    const cure = match?.cure(target, error) ?? UNEXPECTED;
    return new ConfigRepositoryError(`${answer} ${cure}`, { cause: error });
}

// EXTERNAL MODULE: ./build/github/marker.js
var marker = __webpack_require__(4878);
;// CONCATENATED MODULE: ./build/github/own-commits.js
const PATH_TRAILER = 'Mobile-SSO-Path';
const BLOB_TRAILER = 'Mobile-SSO-Blob';
const SCRIPT_TRAILER = 'Mobile-SSO-Script';
const BLOB_LINE = new RegExp(`^${BLOB_TRAILER}: ([0-9a-f]{40})$`);
const SCRIPT_LINE = new RegExp(`^${SCRIPT_TRAILER}: ([0-9a-f]{40}) (.+)$`);
/**
 * The message of a commit that {@link isOwnWork} recognises. Git's trailers are used because they survive every way in which
 * a commit travels, and because the author is no proof: with a personal token it is a person.
 * @param file the mobile-config.xml in the commit, whether the commit changes it or not
 * @param script the wsadmin script, where the action has written it
 * @see https://git-scm.com/docs/git-interpret-trailers
 */
function commitMessage(text, file, script) {
    const trailers = [`${PATH_TRAILER}: ${file.path}`, `${BLOB_TRAILER}: ${file.blob}`];
    if (script)
        trailers.push(`${SCRIPT_TRAILER}: ${script.blob} ${script.path}`);
    return `${text.trimEnd()}\n\n${trailers.join('\n')}\n`;
}
/**
 * Whether a branch holds nothing but this action's work, so that it may be rebuilt or deleted. A branch without a commit of its
 * own shows nobody's work: somebody may have made it for a purpose that can't be seen.
 * @param commits everything that the branch has and its base has not, oldest first
 * @param files what these commits change, as it is at the head of the branch
 * @param path of mobile-config.xml
 */
function isOwnWork(commits, files, path) {
    const written = commits.map(({ message, parents }) => parents === 1 ? writtenFiles(message, path) : undefined);
    const last = written.at(-1);
    if (!last || written.includes(undefined))
        return false;
    return files.every((file) => last.some((own) => own.path === file.path && own.blob === file.blob));
}
function writtenFiles(message, path) {
    const lines = message.trimEnd().split('\n');
    const script = SCRIPT_LINE.exec(lines.at(-1));
    const [pathLine, blobLine = ''] = (script ? lines.slice(0, -1) : lines).slice(-2);
    const blob = BLOB_LINE.exec(blobLine)?.[1];
    if (pathLine !== `${PATH_TRAILER}: ${path}` || !blob)
        return undefined;
    return [{ path, blob }, ...(script ? [{ path: script[2], blob: script[1] }] : [])];
}

;// CONCATENATED MODULE: ./build/github/branch-work.js


/** A branch that has been merged and has nothing of its own shows by its last commit and the marker whose it was. */
const mergedWork = (last, { isMarked }, { path }) => ({
    isBehind: true,
    isAhead: false,
    isOwnWork: isMarked && isOwnWork([last], [], path),
    hasLeftovers: false,
});
/**
 * What the branch has that the base has not, from the last commits of both: commit by commit down to one that the base has.
 * @returns undefined where these do not tell: the base has gone on for long, something was merged into the branch, or a commit that
 * says that it is this action's changes something else
 */
function workOf({ history }, baseHistory, tips, target) {
    const added = [];
    let at = tips.head;
    while (!baseHistory.has(at)) {
        const step = history.get(at);
        const [parent, other] = step?.parents ?? [];
        // The second is for an answer that goes round in circles.
        if (!step || !parent || other || added.length === history.size)
            return undefined;
        added.unshift(step);
        at = parent.commit;
    }
    const isBehind = at !== tips.baseCommit;
    if (added.length === 0) {
        const last = history.get(tips.head);
        return last && { ...mergedWork(summary(last), tips, target), isBehind };
    }
    const commits = added.map(summary);
    const known = { isBehind, isAhead: true, hasLeftovers: false };
    if (!isOwnWork(commits, [], target.path))
        return { ...known, isOwnWork: false };
    if (added.some((step) => step.changedFiles !== changedBy(step, target).length))
        return undefined;
    const start = added[0].parents[0];
    return { ...known, isOwnWork: isOwnWork(commits, changes(start, added.at(-1), target), target.path) };
}
const summary = ({ message, parents }) => ({ message, parents: parents.length });
const changedBy = (step, target) => changes(step.parents[0], step, target);
/** The files of this action that differ, as they are after it; one that has gone has no name. */
function changes(before, after, { path, scriptPath = '' }) {
    const both = [
        { path, from: before.file, to: after.file },
        { path: scriptPath, from: before.script, to: after.script },
    ];
    return both
        .filter(({ from, to }) => from?.blob !== to?.blob || from?.mode !== to?.mode)
        .map((each) => ({ path: each.path, blob: each.to?.blob ?? '' }));
}
const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}';
/**
 * The same by a comparison, which goes further back and names every file.
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
async function compareBranch(client, target, tips) {
    const { owner, repo, path, scriptPath } = target;
    const basehead = `${tips.baseCommit}...${tips.head}`;
    const { data } = await client.rest.repos.compareCommitsWithBasehead({
        owner,
        repo,
        basehead,
        per_page: 100,
    });
    const commits = field(COMPARE, data, 'commits', 'array').map(comparedCommit);
    const files = field(COMPARE, data, 'files', 'array').map((file) => ({
        path: field(COMPARE, file, 'filename', 'string'),
        blob: field(COMPARE, file, 'sha', 'string'),
    }));
    const ahead = field(COMPARE, data, 'total_commits', 'number');
    const isBehind = field(COMPARE, data, 'behind_by', 'number') > 0;
    if (ahead === 0) {
        const last = comparedCommit(field(COMPARE, data, 'merge_base_commit', 'object'));
        return { ...mergedWork(last, tips, target), isBehind };
    }
    return {
        isBehind,
        isAhead: true,
        isOwnWork: ahead === commits.length && isOwnWork(commits, files, path),
        hasLeftovers: files.some((changed) => changed.path !== path && changed.path !== scriptPath),
    };
}
function comparedCommit(commit) {
    return {
        message: field(COMPARE, field(COMPARE, commit, 'commit', 'object'), 'message', 'string'),
        parents: field(COMPARE, commit, 'parents', 'array').length,
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/github/blob.js

/**
 * The object name that git gives to a file's content.
 * @returns 40 hexadecimal digits
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
 */
function blobSha(bytes) {
    return (0,external_node_crypto_.createHash)('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

;// CONCATENATED MODULE: ./build/github/content.js



/** @throws ConfigRepositoryError for what is no file */
async function readContents(client, target, { file, script }) {
    return {
        file: file && (await readContent(client, target, file, target.path, 'config-path')),
        script: script && (await readContent(client, target, script, target.scriptPath, 'wsadmin-script')),
    };
}
const TYPE_BITS = 0o170000;
const REGULAR_FILE = 0o100000;
const EXECUTABLE = 0o111;
async function readContent(client, target, { blob, mode, type, text }, path, input) {
    if (type !== 'blob' || (mode & TYPE_BITS) !== REGULAR_FILE) {
        throw new ConfigRepositoryError(`${input}: "${path}" is a folder, a link or a submodule in ${target.owner}/${target.repo}. Name a file.`);
    }
    const bytes = bytesOf(text, blob) ?? (await readBlob(client, target, blob));
    return { blob, bytes, mode: mode & EXECUTABLE ? '100755' : '100644' };
}
/** A text that is the whole content, with or without the byte order mark that GitHub takes away; half a file must not become a commit. */
function bytesOf(text, blob) {
    if (text === undefined)
        return undefined;
    return [text, `\uFEFF${text}`].map((each) => Buffer.from(each)).find((bytes) => blobSha(bytes) === blob);
}
const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
/** @see https://docs.github.com/en/rest/git/blobs#get-a-blob */
async function readBlob(client, { owner, repo }, blob) {
    const { data } = await client.rest.git.getBlob({ owner, repo, file_sha: blob });
    const bytes = Buffer.from(field(BLOB, data, 'content', 'string'), 'base64');
    if (blobSha(bytes) === blob)
        return bytes;
    throw new UnexpectedAnswerError(BLOB, 'a content that is not the one of its "sha"');
}

;// CONCATENATED MODULE: ./build/github/pull-requests.js



const PULLS = 'GET /repos/{owner}/{repo}/pulls';
/**
 * The pull requests of the branch. GitHub finds them by the owner of the head, and a fork of the same owner may have a branch of
 * the same name, so the head's repository is compared as well.
 * @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
 */
async function readPullRequests(client, { owner, repo, branch, base }) {
    const { data } = await client.rest.pulls.list({
        owner,
        repo,
        head: `${owner}:${branch}`,
        state: 'all',
        per_page: 100,
    });
    if (!Array.isArray(data))
        throw new UnexpectedAnswerError(PULLS, 'something that is not a list');
    return choosePullRequests({ base }, data.map(toPullRequest));
}
/** @param found those of a branch of this name, in this repository or another one, in any state */
function choosePullRequests({ base }, found) {
    const ofBranch = found.filter(({ headRepositoryId, repositoryId }) => headRepositoryId === repositoryId);
    const isForBase = (candidate) => candidate.base === (base ?? candidate.defaultBranch);
    const forBase = ofBranch.filter(isForBase);
    return {
        pullRequest: forBase.find(isOpen) ?? forBase.toSorted((a, b) => b.number - a.number)[0],
        elsewhere: ofBranch.find((candidate) => isOpen(candidate) && !isForBase(candidate)),
    };
}
/**
 * A closed pull request with who closed it, as far as the token may see that: a bot for stale pull requests decides nothing about
 * the values.
 * @see https://docs.github.com/en/rest/issues/issues#get-an-issue
 */
async function readWhoClosed(client, { owner, repo }, pullRequest) {
    const issue = { owner, repo, issue_number: pullRequest.number };
    const { data } = await client.rest.issues.get(issue).catch((error) => {
        if (isRefusal(error))
            return { data: null };
        throw error;
    });
    const isBot = data?.closed_by?.type === 'Bot';
    return isBot ? { ...pullRequest, state: 'closed by a bot' } : pullRequest;
}
/**
 * Looks at a pull request right before its texts are replaced: GitHub can't compare them, so what a person has written, closed or
 * merged since it was read would be written over.
 * @throws RaceLostError when it is not as it was read
 */
async function refuseEdited(client, target, { number, title, body }) {
    const { pullRequest } = await readPullRequests(client, target);
    const isAsRead = pullRequest?.number === number &&
        isOpen(pullRequest) &&
        pullRequest.title === title &&
        pullRequest.body === body;
    if (!isAsRead)
        throw new RaceLostError(`pull request #${number} was edited, closed or merged in between.`);
}
const isOpen = ({ state }) => state === 'open';
/** What the rest of the folder needs of a pull request in an answer of REST. */
function toPullRequest(answer) {
    const base = field(PULLS, answer, 'base', 'object');
    const repository = field(PULLS, base, 'repo', 'object');
    const { body, merged_at } = answer;
    const state = field(PULLS, answer, 'state', 'string');
    return {
        number: usablePullNumber(PULLS, answer),
        url: toUrl(PULLS, answer, 'html_url'),
        state: state === 'open' ? 'open' : merged_at ? 'merged' : 'closed',
        title: field(PULLS, answer, 'title', 'string'),
        body: typeof body === 'string' ? body : '',
        labels: field(PULLS, answer, 'labels', 'array').map((label) => field(PULLS, label, 'name', 'string')),
        base: field(PULLS, base, 'ref', 'string'),
        defaultBranch: field(PULLS, repository, 'default_branch', 'string'),
        repositoryId: field(PULLS, repository, 'node_id', 'string'),
        headRepositoryId: headRepositoryId(answer),
    };
}
/** It becomes a part of the addresses that are written to. */
function usablePullNumber(request, answer) {
    const number = field(request, answer, 'number', 'number');
    if (Number.isSafeInteger(number) && number > 0)
        return number;
    throw new UnexpectedAnswerError(request, 'no usable "number"');
}
/** It becomes a link in what people read. */
function toUrl(request, answer, name) {
    const url = field(request, answer, name, 'string');
    if (/^https?:\/\/[^\s()<>[\]"`|\\]+$/.test(url))
        return url;
    throw new UnexpectedAnswerError(request, `no usable "${name}"`);
}
/** GitHub gives null for the repository of a fork that was deleted. */
function headRepositoryId(answer) {
    const head = field(PULLS, answer, 'head', 'object');
    return head.repo === null
        ? undefined
        : field(PULLS, field(PULLS, head, 'repo', 'object'), 'node_id', 'string');
}

;// CONCATENATED MODULE: ./build/github/query-answer.js



const QUERY = 'POST /graphql';
/** @throws UnexpectedAnswerError for what GitHub's schema rules out */
function readCheckAnswer(answer, target) {
    const repository = field(QUERY, answer, 'repository', 'object');
    const object = optional(repository, 'base', (at) => at);
    const commit = object && 'target' in object ? optional(object, 'target', (at) => at) : object;
    // Of what is no commit the query asks for nothing.
    const isCommit = commit !== undefined && 'oid' in commit;
    return { ...readRepository(repository), base: isCommit ? readBase(commit, target) : undefined };
}
/** @throws UnexpectedAnswerError for what GitHub's schema rules out */
function readDecisionAnswer(answer, target) {
    const repository = field(QUERY, answer, 'repository', 'object');
    const common = readRepository(repository);
    const tipOf = (name) => optional(repository, name, (ref) => field(QUERY, ref, 'target', 'object'));
    const [base, branch] = [tipOf('base'), tipOf('branch')];
    return {
        ...common,
        base: base && readBase(base, target),
        baseHistory: new Set(base ? historyOf(base).map((step) => oid(step)) : []),
        branch: branch && {
            ...readBase(branch, target),
            history: new Map(historyOf(branch).map((step) => [oid(step), readStep(step, target)])),
        },
        closed: query_answer_readPullRequests(repository, 'closedPullRequests', common),
    };
}
function readRepository(repository) {
    const common = {
        repositoryId: field(QUERY, repository, 'id', 'string'),
        defaultBranch: optional(repository, 'defaultBranchRef', (ref) => field(QUERY, ref, 'name', 'string')),
    };
    return { ...common, open: query_answer_readPullRequests(repository, 'openPullRequests', common) };
}
function readBase(commit, target) {
    return {
        commit: oid(commit),
        tree: oid(field(QUERY, commit, 'tree', 'object')),
        ...readFiles(commit, target, query_answer_readContent),
    };
}
function readStep(step, target) {
    const { changedFilesIfAvailable } = step;
    const parents = nodesOf(field(QUERY, step, 'parents', 'object'));
    return {
        message: field(QUERY, step, 'message', 'string'),
        changedFiles: changedFilesIfAvailable === null ? undefined : field(QUERY, step, 'changedFilesIfAvailable', 'number'),
        parents: parents.map((parent) => ({ commit: oid(parent), ...readFiles(parent, target, readEntry) })),
        ...readFiles(step, target, readEntry),
    };
}
function readFiles(commit, { scriptPath }, read) {
    const script = scriptPath === undefined ? undefined : optional(commit, 'script', read);
    return { file: optional(commit, 'file', read), script };
}
function readEntry(entry) {
    return { blob: oid(entry), mode: field(QUERY, entry, 'mode', 'number') };
}
function query_answer_readContent(entry) {
    const type = field(QUERY, entry, 'type', 'string');
    const blob = type === 'blob' ? field(QUERY, entry, 'object', 'object') : {};
    const { text } = blob;
    return { ...readEntry(entry), type, text: typeof text === 'string' ? text : undefined };
}
function query_answer_readPullRequests(repository, name, common) {
    const connection = field(QUERY, repository, name, 'object');
    const page = field(QUERY, connection, 'pageInfo', 'object');
    return {
        found: nodesOf(connection).map((node) => readPullRequest(node, common)),
        hasMore: page.hasNextPage !== false,
    };
}
function readPullRequest(node, { repositoryId, defaultBranch = '' }) {
    return {
        number: usablePullNumber(QUERY, node),
        url: toUrl(QUERY, node, 'url'),
        state: readState(node),
        title: field(QUERY, node, 'title', 'string'),
        body: field(QUERY, node, 'body', 'string'),
        labels: (optional(node, 'labels', nodesOf) ?? []).map((label) => field(QUERY, label, 'name', 'string')),
        base: field(QUERY, node, 'baseRefName', 'string'),
        defaultBranch,
        repositoryId,
        headRepositoryId: optional(node, 'headRepository', (head) => field(QUERY, head, 'id', 'string')),
    };
}
/** Who closed it last decides: a bot for stale pull requests decides nothing about the values. */
function readState(node) {
    const state = field(QUERY, node, 'state', 'string');
    if (state === 'OPEN')
        return 'open';
    if (state === 'MERGED')
        return 'merged';
    const [closing] = nodesOf(field(QUERY, node, 'timelineItems', 'object'));
    const actor = closing === undefined ? undefined : optional(closing, 'actor', (who) => who);
    const kind = actor && field(QUERY, actor, '__typename', 'string');
    return kind === 'Bot' ? 'closed by a bot' : 'closed';
}
const historyOf = (commit) => nodesOf(field(QUERY, commit, 'history', 'object'));
const nodesOf = (connection) => field(QUERY, connection, 'nodes', 'array');
/** The name of an object in git, which becomes a part of what is written. */
function oid(object) {
    const name = field(QUERY, object, 'oid', 'string');
    if (/^[0-9a-f]{40}$/.test(name))
        return name;
    throw new UnexpectedAnswerError(QUERY, 'no usable "oid"');
}
/** @returns undefined for null, which the schema allows there */
function optional(holder, name, read) {
    const { [name]: value } = (holder ?? {});
    return value === null ? undefined : read(field(QUERY, holder, name, 'object'));
}

;// CONCATENATED MODULE: ./build/github/read.js








/** The file at the base, which may be any ref, and an open pull request of the branch for it. */
async function readForCheck(client, target) {
    const answer = readCheckAnswer(await askForCheck(client, target), target);
    const base = knownBase(answer, target, 'branch, tag or commit');
    const { pullRequest } = answer.open.hasMore
        ? await readPullRequests(client, target)
        : choosePullRequests(target, answer.open.found);
    const { file } = await readContents(client, target, base);
    return { file, open: pullRequest?.state === 'open' ? pullRequest : undefined };
}
/**
 * Asks for everything that the decision needs, at one moment.
 * @throws ConfigRepositoryError when the base is not there, or one of the files is none
 */
async function readForDecision(client, target) {
    const answer = readDecisionAnswer(await askForDecision(client, target), target);
    const { defaultBranch } = answer;
    const base = knownBase(answer, target, 'branch');
    const pullRequests = await pullRequestsOf(client, target, answer);
    const first = { ...(await readContents(client, target, base)), ...pullRequests };
    const baseName = target.base ?? defaultBranch ?? '';
    return {
        first,
        async proposal() {
            refuseBranch(target, baseName, defaultBranch);
            const { pullRequest } = pullRequests;
            const isMarked = pullRequest !== undefined && (0,marker/* readKept */.DL)(pullRequest.body) !== undefined;
            const { branch } = answer;
            const tips = branch && { head: branch.commit, baseCommit: base.commit, isMarked };
            return {
                base: baseName,
                baseCommit: base.commit,
                branch: branch && {
                    head: branch.commit,
                    baseTree: base.tree,
                    ...(await branchWork(client, target, branch, answer, tips)),
                    ...(await readContents(client, target, branch)),
                    repositoryId: answer.repositoryId,
                },
            };
        },
    };
}
async function branchWork(client, target, branch, { baseHistory }, tips) {
    return workOf(branch, baseHistory, tips, target) ?? compareBranch(client, target, tips);
}
/** The list of REST goes further back, and leaves out those of forks. */
async function pullRequestsOf(client, target, { open, closed }) {
    const chosen = choosePullRequests(target, [...open.found, ...closed.found]);
    if (!open.hasMore && (chosen.pullRequest || !closed.hasMore))
        return chosen;
    const listed = await readPullRequests(client, target);
    if (listed.pullRequest?.state !== 'closed')
        return listed;
    return { ...listed, pullRequest: await readWhoClosed(client, target, listed.pullRequest) };
}
/** @param kinds what the base may be */
function knownBase({ base }, target, kinds) {
    const name = `${target.owner}/${target.repo}`;
    if (base)
        return base;
    throw new ConfigRepositoryError(target.base === undefined
        ? `${name} has no commit on its default branch, so a pull request has nothing to start from. Commit a README to it first; where there are other branches, choose another default branch in its settings, or set the base input.`
        : `${name} has no ${kinds} "${target.base}". Correct the base input.`);
}
/**
 * Refuses a pull request branch whose commits would not have to wait for a pull request.
 * @param base as it turned out, where the input does not name it
 * @throws ConfigRepositoryError
 */
function refuseBranch({ owner, repo, branch }, base, defaultBranch) {
    if (branch !== base && branch !== defaultBranch)
        return;
    const role = branch === base ? 'the base' : 'the default branch';
    throw new ConfigRepositoryError(`branch: "${branch}" is ${role} of ${owner}/${repo}, so a run would commit to it without a pull request. Leave the input out, or name a branch for the pull request alone.`);
}
/** @see https://docs.github.com/en/rest/repos/repos#get-a-repository */
async function read_readRepository(client, { owner, repo }) {
    const request = 'GET /repos/{owner}/{repo}';
    const { data } = await client.rest.repos.get({ owner, repo });
    return { repositoryId: field(request, data, 'node_id', 'string') };
}

;// CONCATENATED MODULE: ./build/github/look.js


/**
 * Reads the file at the base, which may be any ref, and looks whether a pull request of this action is open. One request, and no
 * permission to write anything.
 * @throws ProblemsError when the file can't be read, ConfigRepositoryError and RequestError from GitHub
 */
async function lookAtRepository(client, target, { fingerprint, render }) {
    const { file, open } = await readForCheck(client, target);
    const kept = open && (0,marker/* readKept */.DL)(open.body);
    const standsFor = (wanted) => kept !== undefined && (0,marker/* isForSameValues */.ee)(kept.wanted, wanted);
    return {
        rendered: await render(file?.bytes, target.path),
        isMissing: !file,
        openPullRequest: open && {
            number: open.number,
            url: open.url,
            isWanted: standsFor(fingerprint('file')),
            isFromSkeleton: standsFor(fingerprint('skeleton')),
        },
    };
}

// EXTERNAL MODULE: ./build/mobile-config/index.js + 8 modules
var mobile_config = __webpack_require__(8569);
;// CONCATENATED MODULE: ./build/github/read-branch.js


/**
 * The commit that a branch is at. GitHub answers for a branch that was renamed with the new one, so the name is returned as well.
 * @see https://docs.github.com/en/rest/branches/branches#get-a-branch
 */
async function readHead(client, target, branch) {
    const { name, commit } = await readTip(client, target, branch);
    return { name, commit: field(BRANCH, commit, 'sha', 'string') };
}
/** Reads it out of an answer. @param request "GET /repos/{owner}/{repo}", for the error */
function addedCommit(request, commit) {
    const [parent] = field(request, commit, 'parents', 'array');
    const sha = field(request, commit, 'sha', 'string');
    return { sha, parent: parent === undefined ? undefined : field(request, parent, 'sha', 'string') };
}
/** The commit that the pull request branch is at, if it has this message; undefined for any other, and without a branch. */
async function readCommitOf(client, target, message) {
    const tip = await unlessMissing(readTip(client, target, target.branch), NO_BRANCH);
    if (tip?.name !== target.branch || messageOf(tip.commit).trimEnd() !== message.trimEnd())
        return undefined;
    return addedCommit(BRANCH, tip.commit);
}
const BRANCH = 'GET /repos/{owner}/{repo}/branches/{branch}';
const NO_BRANCH = /^Branch not found/;
async function readTip(client, { owner, repo }, branch) {
    const { data } = await client.rest.repos.getBranch({ owner, repo, branch });
    return { name: field(BRANCH, data, 'name', 'string'), commit: field(BRANCH, data, 'commit', 'object') };
}
/** The commit that the pull request branch is at; undefined when there is no such branch. */
async function readBranchHead(client, target) {
    const head = await unlessMissing(readHead(client, target, target.branch), NO_BRANCH);
    return head?.name === target.branch ? head.commit : undefined;
}
/** @throws RaceLostError when the pull request branch is no longer where it was read */
async function refuseMoved(client, target, { head }) {
    if ((await readBranchHead(client, target)) !== head)
        throw new RaceLostError(`branch ${target.branch} was moved after it was read.`);
}
function messageOf(commit) {
    return field(BRANCH, field(BRANCH, commit, 'commit', 'object'), 'message', 'string');
}

;// CONCATENATED MODULE: ./build/github/move-branch.js




/** In the place of a commit: there is no branch. */
const NO_COMMIT = '0'.repeat(40);
const MUTATION = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
/** Deletes the branch if it still is where it was read. @throws RaceLostError when it is not */
async function deleteBranch(client, target, { head, repositoryId }) {
    await moveBranch(client, target, repositoryId, head, NO_COMMIT);
}
/**
 * Moves a branch from one commit to another, only if it is still at the first. REST can force a ref but not compare it, and
 * so would lose a commit that was pushed in between; this GraphQL mutation is `git push --force-with-lease`. How GitHub words
 * that the branch is elsewhere is not documented, so after a refusal the branch itself is asked.
 * @throws RaceLostError when it is at neither commit
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 */
async function moveBranch(client, target, repositoryId, from, to) {
    const update = { name: `refs/heads/${target.branch}`, beforeOid: from, afterOid: to, force: true };
    try {
        const answer = await client.graphql(MUTATION, { input: { repositoryId, refUpdates: [update] } });
        // What answers otherwise has moved nothing.
        field('POST /graphql', answer, 'updateRefs', 'object');
    }
    catch (error) {
        if (!(error instanceof graphql_dist_bundle/* GraphqlResponseError */.rp))
            throw error;
        const head = (await readBranchHead(client, target)) ?? NO_COMMIT;
        if (head === from)
            throw error;
        // At the second commit: the mutation was carried out, its answer was lost, and this is the answer to its repetition.
        if (head !== to)
            throw new RaceLostError(`branch ${target.branch} was pushed to while it was moved.`);
    }
}

;// CONCATENATED MODULE: ./build/github/close.js






/** How often the comment is sent when its answer is lost and it is not there. */
const ATTEMPTS = 3;
const COMMENTS = `query ($repositoryId: ID!, $number: Int!) {
  node(id: $repositoryId) {
    ... on Repository { pullRequest(number: $number) { comments(last: 100) { nodes { body } } } }
  }
}`;
/**
 * Closes a pull request with a comment and deletes its branch. Each step leaves it open for the next run to go on, until the
 * branch is gone: what was closed before that would not be looked at again. That the action closes it is written down first,
 * because GitHub closes a pull request by itself when its branch goes. A commit that somebody pushes meanwhile keeps the branch.
 * @returns that the branch was kept
 * @see https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request
 */
async function closePullRequest(client, target, { pullRequest, branch, body: marked }, comment) {
    const { number, body, url } = pullRequest;
    const { owner, repo } = target;
    const pull = { owner, repo, pull_number: number };
    // A body that is marked already is from a run that did not come to its end, which may have commented.
    const isGoingOn = body === marked;
    if (!isGoingOn) {
        await refuseEdited(client, target, pullRequest);
        await client.rest.pulls.update({ ...pull, body: marked });
    }
    const isThere = () => hasComment(client, branch.repositoryId, number, comment);
    if (!(isGoingOn && (await isThere())))
        await addComment(client, target, number, comment, isThere);
    const isDeleted = await deletesBranch(client, target, branch);
    await client.rest.pulls.update({ ...pull, state: 'closed' });
    if (isDeleted)
        return [];
    const what = `While pull request #${number} was closed, somebody pushed to its branch ${target.branch}, so the branch is kept.`;
    const cure = 'Reopen the pull request where the commit is wanted; delete the branch where it is not.';
    return [(0,findings/* finding */.gk)('MSSO021', { where: url, what, cure })];
}
/** @returns whether the branch is gone: it stays when somebody has pushed to it since it was read */
async function deletesBranch(client, target, branch) {
    try {
        await deleteBranch(client, target, branch);
        return true;
    }
    catch (error) {
        if (!(error instanceof RaceLostError))
            throw error;
        return false;
    }
}
/**
 * Nothing tells GitHub that a comment is the same as one before, so it is not simply repeated when its answer is lost.
 * @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
 */
async function addComment(client, { owner, repo }, number, body, isThere) {
    const once = { owner, repo, issue_number: number, body, request: { retries: 0 } };
    for (let attempt = 1;; attempt++) {
        try {
            await client.rest.issues.createComment(once);
            return;
        }
        catch (error) {
            if (isRefusal(error))
                throw error;
            if (await isThere())
                return;
            if (attempt === ATTEMPTS)
                throw error;
        }
    }
}
/** @see https://docs.github.com/en/graphql/reference/objects#pullrequest */
async function hasComment(client, repositoryId, number, comment) {
    const request = 'POST /graphql';
    const answer = await client.graphql(COMMENTS, { repositoryId, number });
    const comments = ['node', 'pullRequest', 'comments'].reduce((found, name) => field(request, found, name, 'object'), answer);
    return field(request, comments, 'nodes', 'array').some((node) => field(request, node, 'body', 'string').trim() === comment.trim());
}

;// CONCATENATED MODULE: ./build/github/in-order.js
/** All results of simultaneous requests; when several fail, always the first one's error, whichever came sooner. */
async function inOrder(...requests) {
    await Promise.allSettled(requests);
    const results = [];
    for (const request of requests)
        results.push(await request);
    return results;
}

;// CONCATENATED MODULE: ./build/github/labels-and-people.js




/** Everything that GitHub takes only for a pull request that is there. */
async function addLabelsAndPeople(client, target, pullRequest, wanted) {
    return [
        ...(await addLabels(client, target, pullRequest, wanted.labels)),
        ...(await addAssignees(client, target, pullRequest, wanted.assignees)),
        ...(await requestReviews(client, target, pullRequest, wanted)),
    ];
}
/** @see https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue */
async function addLabels(client, { owner, repo }, { number, url }, labels) {
    if (labels.length === 0)
        return [];
    const names = { labels: [...labels] };
    const refusal = await refusalOf(client.rest.issues.addLabels({ owner, repo, issue_number: number, ...names }));
    return refusal ? [notSet(url, 'labels', labels, refusal)] : [];
}
const ASSIGN = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees';
/**
 * GitHub leaves out, without a word, who may not be assigned.
 * @see https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue
 */
async function addAssignees(client, { owner, repo }, { number, url }, assignees) {
    if (assignees.length === 0)
        return [];
    const names = { assignees: [...assignees] };
    const request = client.rest.issues.addAssignees({ owner, repo, issue_number: number, ...names });
    const refusal = await refusalOf(request);
    if (refusal)
        return [notSet(url, 'assignees', assignees, refusal)];
    const { data } = await request;
    const assigned = new Set(field(ASSIGN, data, 'assignees', 'array').map((each) => field(ASSIGN, each, 'login', 'string').toLowerCase()));
    const left = assignees.filter((login) => !assigned.has(login.toLowerCase()));
    if (left.length === 0)
        return [];
    return [(0,findings/* finding */.gk)('MSSO022', { where: url, what: `GitHub did not assign ${quoted(left)}.`, cure: CURE })];
}
/**
 * GitHub requests the review of all of them or, when one name is wrong, of nobody: then each is asked for alone.
 * @see https://docs.github.com/en/rest/pulls/review-requests#request-reviewers-for-a-pull-request
 */
async function requestReviews(client, { owner, repo }, { number, url }, { reviewers, teamReviewers }) {
    const request = (people, teams) => {
        const names = { reviewers: [...people], team_reviewers: [...teams] };
        return refusalOf(client.rest.pulls.requestReviewers({ owner, repo, pull_number: number, ...names }));
    };
    const names = [...reviewers, ...teamReviewers];
    const refusal = names.length > 0 ? await request(reviewers, teamReviewers) : undefined;
    if (!refusal)
        return [];
    if (!('status' in refusal) || refusal.status !== 422 || names.length === 1)
        return [notSet(url, 'reviewers', names, refusal)];
    const findings = [];
    for (const name of names) {
        const own = await (reviewers.includes(name) ? request([name], []) : request([], [name]));
        if (own)
            findings.push(notSet(url, 'reviewers', [name], own));
    }
    return findings;
}
/** The pull request is there; that something beside it fails is worth a warning and not a failure. */
async function refusalOf(request) {
    try {
        await request;
        return undefined;
    }
    catch (error) {
        if (error instanceof dist_src/* RequestError */.G || error instanceof UnexpectedAnswerError)
            return error;
        throw error;
    }
}
const CURE = 'Check the names, that they have access to the repository, and that the token may write pull requests and issues; team reviewers need a token with members: read.';
/** Only labels are looked after later: whoever has reviewed, or does not want to, is not to be asked again. */
const LATER = {
    labels: 'GitHub has trouble. Run again, which adds the labels that are missing.',
    others: 'GitHub has trouble. Set them by hand if they are missing: later runs ask nobody for a pull request that is there.',
};
function notSet(where, kind, names, refusal) {
    const what = `The ${kind} ${quoted(names)} could not be set: ${refusal.message.split(' - http')[0].replace(/\.$/, '')}.`;
    const isTrouble = !('status' in refusal) || refusal.status >= 500 || refusal.status === 429;
    const trouble = kind === 'labels' ? LATER.labels : LATER.others;
    return (0,findings/* finding */.gk)('MSSO022', { where, what, cure: isTrouble ? trouble : CURE });
}
function quoted(names) {
    return names.map((name) => `"${name}"`).join(', ');
}

;// CONCATENATED MODULE: ./build/github/decide.js

/** Whether the base alone does not tell: something is to be written, or a pull request may have to be closed. */
function needsProposal({ pullRequest }, differs, fingerprint) {
    if (!differs)
        return pullRequest?.state === 'open';
    return closedByPerson(pullRequest, fingerprint) !== 'these values';
}
/**
 * The table of pull request states as a function; docs/concepts.md shows it as a picture.
 * @param proposal undefined exactly when {@link needsProposal} said that nothing more is to be read
 */
function decide({ pullRequest, elsewhere }, proposal, wanted) {
    const open = pullRequest?.state === 'open' ? pullRequest : undefined;
    if (!wanted.differs) {
        if (!open || !proposal?.branch)
            return { kind: 'nothing', because: 'as wanted' };
        const { branch } = proposal;
        if (!branch.isOwnWork)
            return { kind: 'nothing', because: 'holds work of others', pullRequest: open };
        if (elsewhere)
            return { kind: 'nothing', because: 'proposed elsewhere', pullRequest: open, elsewhere };
        return { kind: 'close', pullRequest: open, branch, body: (0,marker/* markClosed */.W)(open.body, wanted.fingerprint) };
    }
    if (!proposal)
        return { kind: 'nothing', because: 'closed by a person', pullRequest: pullRequest };
    const { base, baseCommit, branch } = proposal;
    if (branch && closedByPerson(pullRequest, wanted.fingerprint) === 'unknown values')
        return { kind: 'nothing', because: 'closed without a marker', pullRequest: pullRequest };
    if (!open || !branch) {
        const commit = branch
            ? decideCommit(branch, baseCommit, wanted)
            : { kind: 'start', baseCommit };
        return { kind: 'create', commit, base };
    }
    return {
        kind: 'update',
        commit: decideCommit(branch, baseCommit, wanted),
        pullRequest: open,
        title: open.title === wanted.title ? undefined : wanted.title,
        body: changedBody(open.body, wanted.body(open.body)),
        labels: wanted.labels.filter((label) => !hasLabel(open, label)),
    };
}
/**
 * Nothing of other people is ever rebuilt; what is the action's own is one commit on the current base. So is a branch that a run
 * has made and then lost a race over.
 */
function decideCommit(branch, baseCommit, wanted) {
    const { file, script, isBehind, isAhead, isOwnWork, hasLeftovers } = branch;
    const isAbandoned = wanted.isBranchNameDerived && isBehind && !isAhead;
    if (!isOwnWork && !isAbandoned)
        return { kind: wanted.differsOnBranch(branch) ? 'add' : 'keep', branch };
    const holdsWanted = file?.blob === wanted.blob && script?.blob === wanted.scriptBlob;
    const isWanted = holdsWanted && !isBehind && !hasLeftovers;
    return isWanted ? { kind: 'keep', branch } : { kind: 'rebuild', baseCommit, branch };
}
/**
 * What a person has closed the pull request over without merging it, so that no new one is opened; undefined when that is no
 * obstacle. Where a person replaced the body and the marker with it, the branch tells: deleting it gives the way free.
 */
function closedByPerson(pullRequest, fingerprint) {
    if (pullRequest?.state !== 'closed')
        return undefined;
    const kept = (0,marker/* readKept */.DL)(pullRequest.body);
    if (!kept)
        return 'unknown values';
    return !kept.closedByAction && kept.wanted === fingerprint ? 'these values' : undefined;
}
/** GitHub keeps label names as they were created but compares them without case. */
function hasLabel({ labels }, label) {
    return labels.some((existing) => existing.toLowerCase() === label.toLowerCase());
}
function changedBody(existing, wanted) {
    return isSameText(existing, wanted) ? undefined : wanted;
}
/** The web editor saves CRLF, so line ends are no difference. */
function isSameText(one, other) {
    const normalised = (text) => text.replaceAll('\r\n', '\n').trimEnd();
    return normalised(one) === normalised(other);
}

;// CONCATENATED MODULE: ./build/github/open-pull-request.js



/** What GitHub says where the repository's plan has none. */
const NO_DRAFTS = /Draft pull requests are not supported/;
/**
 * Opens a pull request for a branch that is there. When the answer to that is lost, or the repetition hears that there is one
 * already, the one that is there is this run's own if it says what this run says.
 * @throws RaceLostError when somebody else opened one first, merged the branch or deleted it
 * @see https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request
 */
async function openPullRequest(client, target, base, { title, body, draft }) {
    const { owner, repo, branch: head } = target;
    const create = (isDraft) => client.rest.pulls.create({ owner, repo, head, base, title, body, draft: isDraft });
    try {
        const { data } = await create(draft !== false).catch((error) => {
            if (draft === 'where possible' && isRefusal(error) && NO_DRAFTS.test(String(error)))
                return create(false);
            throw error;
        });
        return toPullRequest(data);
    }
    catch (error) {
        const { pullRequest } = isRefusal(error)
            ? {}
            : await readPullRequests(client, target).catch(() => ({}));
        const isOwn = pullRequest?.state === 'open' && pullRequest.title === title && isSameText(pullRequest.body, body);
        if (isOwn)
            return pullRequest;
        throw raceOr(error, /A pull request already exists|No commits between|"field":"head","code":"invalid"/);
    }
}

;// CONCATENATED MODULE: ./build/github/why-nothing.js

/** Why nothing is done although somebody could expect it, and what people can do; nothing where all is as wanted. */
function whyNothing(plan, { branch }) {
    if (plan.because === 'as wanted')
        return [];
    const { number, url: where } = plan.pullRequest;
    const open = `The base branch is as wanted, but branch ${branch} of pull request #${number}`;
    const closed = `Pull request #${number}`;
    switch (plan.because) {
        case 'closed by a person': {
            const what = `${closed} with the same values was closed without being merged, so no new one is opened.`;
            const cure = 'Reopen it to have it kept up to date; a new one is opened as soon as a wanted value changes.';
            return [(0,findings/* finding */.gk)('MSSO020', { where, what, cure })];
        }
        case 'closed without a marker': {
            const what = `${closed} was closed without being merged, and its text no longer tells which values it stood for, so no new one is opened.`;
            const cure = `Reopen it to have it kept up to date; or delete its branch ${branch}, or name another one with the branch input, to have a new one opened.`;
            return [(0,findings/* finding */.gk)('MSSO020', { where, what, cure })];
        }
        case 'proposed elsewhere': {
            const { elsewhere } = plan;
            const what = `${open} is proposed for ${elsewhere.base} as well (#${elsewhere.number}), so it is left open.`;
            const cure = `Close it, or leave it to the next run after #${elsewhere.number} is merged or closed.`;
            return [(0,findings/* finding */.gk)('MSSO021', { where, what, cure })];
        }
        case 'holds work of others': {
            const what = `${open} holds commits that are not this action's or was there before it, so it is left open.`;
            return [(0,findings/* finding */.gk)('MSSO021', { where, what, cure: 'Merge it or close it.' })];
        }
    }
}

;// CONCATENATED MODULE: ./build/github/write.js





/**
 * Creates the branch.
 * @throws RaceLostError when it exists
 * @see https://docs.github.com/en/rest/git/refs#create-a-reference
 */
async function createBranch(client, target, commit) {
    const { owner, repo, branch } = target;
    try {
        await client.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit });
    }
    catch (error) {
        if (isInDoubt(error) && (await readBranchHead(client, target)) === commit)
            return;
        throw raceOr(error, /Reference already exists/);
    }
}
/**
 * Commits the file on top of the branch. GitHub compares the object name of the file that is replaced, so nobody's change to
 * it is lost, and signs the commit when the token is an app's, because no author is given. When the repetition of a request is
 * refused, the branch tells whether its first try was carried out.
 * @throws RaceLostError when the branch's file is no longer the replaced one
 * @see https://docs.github.com/en/rest/repos/contents#create-or-update-file-contents
 */
async function commitFile(client, target, { path, bytes, replaced, message }) {
    const { owner, repo, branch } = target;
    const content = Buffer.from(bytes).toString('base64');
    const sha = replaced ? { sha: replaced.blob } : {};
    const file = { owner, repo, path, branch, message, content, ...sha };
    try {
        const { data } = await client.rest.repos.createOrUpdateFileContents(file);
        const request = 'PUT /repos/{owner}/{repo}/contents/{path}';
        return addedCommit(request, field(request, data, 'commit', 'object'));
    }
    catch (error) {
        const race = raceOr(error, /does not match|wasn't supplied|is at [0-9a-f]+ but expected|Branch .{1,300} not found/);
        const isPerhapsDone = race instanceof RaceLostError && isInDoubt(error);
        const own = isPerhapsDone ? await readCommitOf(client, target, message) : undefined;
        if (own)
            return own;
        throw race;
    }
}
/**
 * Makes the branch one commit on the base; the files keep the modes that they have there.
 * @returns the commit's SHA
 * @throws RaceLostError when somebody pushed to the branch after it was read
 * @see https://docs.github.com/en/rest/git/commits#create-a-commit
 */
async function rebuildBranch(client, target, { head, baseTree, repositoryId }, baseCommit, { files, message }) {
    const { owner, repo } = target;
    const entries = [];
    for (const file of files) {
        const { path, replaced } = file;
        const mode = replaced?.mode ?? '100644';
        entries.push({ path, mode, type: 'blob', sha: await createBlob(client, target, file) });
    }
    const tree = await client.rest.git.createTree({ owner, repo, base_tree: baseTree, tree: entries });
    const treeSha = field('POST /repos/{owner}/{repo}/git/trees', tree.data, 'sha', 'string');
    const parents = [baseCommit];
    const commit = await client.rest.git.createCommit({ owner, repo, message, tree: treeSha, parents });
    const sha = field('POST /repos/{owner}/{repo}/git/commits', commit.data, 'sha', 'string');
    await moveBranch(client, target, repositoryId, head, sha);
    return sha;
}
/** @see https://docs.github.com/en/rest/git/blobs#create-a-blob */
async function createBlob(client, { owner, repo }, { bytes }) {
    const content = Buffer.from(bytes).toString('base64');
    const { data } = await client.rest.git.createBlob({ owner, repo, content, encoding: 'base64' });
    return field('POST /repos/{owner}/{repo}/git/blobs', data, 'sha', 'string');
}

;// CONCATENATED MODULE: ./build/github/carry-out.js













/** Does what was decided. @throws RaceLostError when somebody else wrote at the same time: read and decide again */
async function carryOut(job, plan) {
    const { client, target, details } = job;
    if (plan.kind === 'nothing')
        return nothing(plan, target);
    refuseBranch(target, plan.kind === 'create' ? plan.base : plan.pullRequest.base);
    if (plan.kind === 'close') {
        const { number, url } = plan.pullRequest;
        const findings = await closePullRequest(client, target, plan, details.closingComment);
        return { operation: 'closed', pullRequest: { number, url }, commitSha: undefined, findings };
    }
    if (plan.kind === 'create')
        return create(job, plan);
    const commitSha = await commit(job, plan.commit);
    await update(job, plan);
    const findings = await addLabels(client, target, plan.pullRequest, plan.labels);
    return { operation: commitSha ? 'updated' : 'none', pullRequest: plan.pullRequest, commitSha, findings };
}
function nothing(plan, target) {
    const open = plan.because !== 'as wanted' && plan.pullRequest.state === 'open' ? plan.pullRequest : undefined;
    return { operation: 'none', pullRequest: open, commitSha: undefined, findings: whyNothing(plan, target) };
}
/** @returns the head of the branch when this run has made it */
async function commit(job, plan) {
    const { client, target, commits, committed } = job;
    if (plan.kind === 'keep')
        return undefined;
    if (plan.kind === 'add')
        return commitFiles(job, commits.onBranch, plan.branch.head);
    const sha = await rebuildBranch(client, target, plan.branch, plan.baseCommit, commits.onBase);
    committed(sha);
    return sha;
}
/**
 * A commit for each file. GitHub compares the one file only, and a branch that somebody has moved may lack another one.
 * @returns the head of the branch after them
 * @throws RaceLostError when the branch was not where it was read, or where the commit before was made
 */
async function commitFiles({ client, target, committed }, { files }, start) {
    let head = start;
    for (const file of files) {
        const { sha, parent } = await commitFile(client, target, file);
        committed(sha);
        if (parent !== head)
            throw new RaceLostError(`branch ${target.branch} was moved before "${file.path}" was committed.`);
        head = sha;
    }
    return head;
}
async function create(job, plan) {
    const { client, target, details } = job;
    const opened = plan.commit.kind === 'start'
        ? await createWithBranch(job, plan.base, plan.commit)
        : await createOnBranch(job, plan.base, plan.commit);
    const findings = await addLabelsAndPeople(client, target, opened.pullRequest, details);
    return { operation: 'created', ...opened, findings };
}
async function createOnBranch(job, base, plan) {
    const { client, target, details } = job;
    const commitSha = await commit(job, plan);
    if (plan.kind === 'keep')
        await refuseMoved(client, target, plan.branch);
    return { commitSha, pullRequest: await openPullRequest(client, target, base, details) };
}
/**
 * A new branch with its pull request, or neither: when GitHub refuses the second step the first is taken back. Not when nobody
 * knows whether it was done: a pull request whose branch goes is closed, and would be taken for one that a person has closed.
 * After a lost race a branch without a commit is taken back, too: the next attempt could not tell it from somebody else's.
 */
async function createWithBranch(job, base, { baseCommit }) {
    const { client, target, commits, details } = job;
    await createBranch(client, target, baseCommit);
    let head = baseCommit;
    const committed = (sha) => {
        head = sha;
        job.committed(sha);
    };
    try {
        const commitSha = await commitFiles({ ...job, committed }, commits.onBase, baseCommit);
        return { commitSha, pullRequest: await openPullRequest(client, target, base, details) };
    }
    catch (error) {
        const isUnused = error instanceof RaceLostError && head === baseCommit;
        if (isUnused || isRefusal(error))
            await withdraw(client, target, head);
        throw error;
    }
}
/** Deletes the branch of this run. Where that fails too, the branch is among what the failed run says that it has written. */
async function withdraw(client, target, head) {
    try {
        const { repositoryId } = await read_readRepository(client, target);
        await deleteBranch(client, target, { head, repositoryId });
    }
    catch {
        // The first error is the one to tell.
    }
}
/**
 * Replaces the texts of the pull request.
 * @throws RaceLostError when a person has edited, closed or merged it since it was read, or has moved the branch that it is about
 * @see https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request
 */
async function update({ client, target }, plan) {
    const { owner, repo } = target;
    const { title, body, pullRequest, commit } = plan;
    if (title === undefined && body === undefined)
        return;
    const looks = [refuseEdited(client, target, pullRequest)];
    if (commit.kind === 'keep')
        looks.push(refuseMoved(client, target, commit.branch));
    await inOrder(...looks);
    const texts = { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) };
    const { number } = pullRequest;
    const { data } = await client.rest.pulls.update({ owner, repo, pull_number: number, ...texts });
    if (field('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', data, 'state', 'string') !== 'open')
        throw new RaceLostError(`pull request #${number} was closed or merged in between.`);
}

;// CONCATENATED MODULE: ./build/github/plan.js







/** How often a run reads and decides before it gives up against others that write at the same time. */
const plan_ATTEMPTS = 3;
/**
 * Reads as much of the repository as the decision needs, and decides.
 * @throws ProblemsError when a file that was read can't be edited, ConfigRepositoryError and RequestError from GitHub
 */
async function planPullRequest(client, target, proposal) {
    return againstRaces(async () => planOnce(client, target, proposal));
}
/** Carries out what was decided; plans again, at most twice, when somebody else wrote in between. */
async function carryOutPlan(client, target, proposal, planned) {
    let made;
    const committed = (sha) => {
        made = sha;
    };
    return againstRaces(async (attempt) => {
        const { rendered, plan, commits, details } = attempt === 1 ? planned : await planOnce(client, target, proposal);
        const outcome = await carryOut({ client, target, commits, details, committed }, plan);
        return { ...withCommit(outcome, made), rendered };
    });
}
/** The last attempt may have nothing left to commit, because one before it has done that and lost a race later. */
function withCommit(outcome, made) {
    if (outcome.commitSha === made)
        return outcome;
    const isUpdate = outcome.operation === 'none' && outcome.pullRequest !== undefined;
    return { ...outcome, operation: isUpdate ? 'updated' : outcome.operation, commitSha: made };
}
async function planOnce(client, target, proposal) {
    const { render, describe } = proposal;
    const found = await readForDecision(client, target);
    const { first } = found;
    refuseOtherScript(target, proposal.script, first.script);
    const rendered = await render(first.file?.bytes, target.path);
    const fingerprint = proposal.fingerprint(rendered.origin);
    const scriptBlob = proposal.script && blobSha(proposal.script.bytes);
    const differs = rendered.isChanged || !first.file || first.script?.blob !== scriptBlob;
    const state = needsProposal(first, differs, fingerprint) ? await found.proposal() : undefined;
    const whereOnBranch = `${target.path} on ${target.branch}`;
    const startOf = ({ file }) => file && rendered.origin !== 'skeleton' && (0,mobile_config/* isFromSkeleton */.UI)(file.bytes) ? undefined : file;
    const { body, ...details } = await describe(rendered);
    const plan = decide(first, state, {
        fingerprint,
        blob: blobSha(rendered.bytes),
        scriptBlob,
        differs,
        differsOnBranch(branch) {
            const start = startOf(branch);
            return !start || proposal.differs(start.bytes, whereOnBranch) || branch.script?.blob !== scriptBlob;
        },
        isBranchNameDerived: proposal.isBranchNameDerived,
        title: details.title,
        body,
        labels: details.labels,
    });
    refuseImpossible(target, first, plan);
    const added = addedTo(plan);
    const onBranch = added && (await render((startOf(added) ?? first.file)?.bytes, whereOnBranch));
    const commits = {
        onBase: newCommit(target, proposal, rendered, first, true),
        onBranch: added && newCommit(target, proposal, onBranch, added, proposal.isBranchNameDerived),
    };
    return { rendered, plan, commits, details: { ...details, body: body('') } };
}
/** The branch that gets a commit on top of what others have made. */
function addedTo(plan) {
    const commit = plan.kind === 'create' || plan.kind === 'update' ? plan.commit : undefined;
    return commit?.kind === 'add' ? commit.branch : undefined;
}
/**
 * @param replaced what the commit is made on
 * @param isRecognisable later runs may take the commit for the action's. On a branch that somebody else made they must not: when
 * the others' commits have gone to the base, it would look like the action's own and be deleted.
 */
function newCommit({ path, scriptPath }, { commitMessage: describe, script }, rendered, replaced, isRecognisable) {
    const { bytes } = rendered;
    const file = { path, blob: blobSha(bytes) };
    const other = script && scriptPath ? { path: scriptPath, blob: blobSha(script.bytes) } : undefined;
    const signed = (text, withScript) => isRecognisable ? commitMessage(text, file, withScript) : text;
    const files = [];
    if (file.blob !== replaced.file?.blob)
        files.push({ path, bytes, replaced: replaced.file, message: signed(describe(rendered)) });
    if (script && other && other.blob !== replaced.script?.blob) {
        const message = signed(script.commitMessage, other);
        files.push({ path: other.path, bytes: script.bytes, replaced: replaced.script, message });
    }
    const text = files[0]?.path === path ? describe(rendered) : (script?.commitMessage ?? '');
    return { files, message: signed(text, other) };
}
/** A path that was mistyped must not cost a file. @throws ConfigRepositoryError */
function refuseOtherScript({ scriptPath }, script, existing) {
    if (!script || !existing || script.isEarlierVersion(existing.bytes))
        return;
    throw new ConfigRepositoryError(`wsadmin-script: "${scriptPath}" is a file that this action did not write, so it is not replaced. Name another path, or delete the file; where it is yours and stays, set the input to body or off.`);
}
/** Refuses what GitHub would take as another thing than what is wanted, or not at all. @throws ConfigRepositoryError */
function refuseImpossible({ branch }, { elsewhere }, plan) {
    if (plan.kind !== 'create')
        return;
    const { base, commit } = plan;
    if (elsewhere) {
        throw new ConfigRepositoryError(`Pull request #${elsewhere.number} (${elsewhere.url}) proposes branch ${branch} for "${elsewhere.base}", so none is opened on the same branch for "${base}". Close it or change its base back to "${base}"; or, where "${elsewhere.base}" is right, set base: ${elsewhere.base} and branch: ${branch}; for a pull request to each of them set another branch.`);
    }
    if (commit.kind === 'keep' && !commit.branch.isAhead) {
        throw new ConfigRepositoryError(`Branch ${branch} is an old state of "${base}" in which the file was as wanted, so there is nothing that a pull request could propose. Delete it, or choose another name with the branch input.`);
    }
}
/** @param attempt is told which one it is */
async function againstRaces(attempt) {
    for (let number = 1;; number++) {
        try {
            return await attempt(number);
        }
        catch (error) {
            if (!(error instanceof RaceLostError))
                throw error;
            if (number === plan_ATTEMPTS && error instanceof NewBranchMissedError)
                throw new ConfigRepositoryError(error.message, { cause: error });
            if (number === plan_ATTEMPTS) {
                throw new ConfigRepositoryError(`Somebody else writes to the repository at the same time; ${plan_ATTEMPTS} attempts were lost, the last one because: ${error.message} Run again; give the workflow a concurrency group if several runs share the file.`);
            }
        }
    }
}

;// CONCATENATED MODULE: ./build/github/writes.js

/**
 * What a run has written to the repository. A request whose answer was lost may have been carried out or not, and a run that
 * fails has to tell that too.
 */
class Writes {
    #all = [];
    /** Carries a request out and remembers what it has written. */
    async during(request, send) {
        const write = writeOf(request);
        if (!write)
            return send();
        const entry = { ...write, request, isKnown: false };
        this.#all.push(entry);
        try {
            const answer = await send();
            if (!isGraphqlRefusal(answer))
                this.#confirm(entry);
            else if (!wasAnswerLost(request['request']))
                this.#remove(entry);
            return answer;
        }
        catch (error) {
            if (isRefusal(error))
                this.#remove(entry);
            throw error;
        }
    }
    get made() {
        return this.#all.filter(({ isKnown }) => isKnown).map(({ what }) => what);
    }
    /** What may have been written, or not. A request that still waits for its turn has written nothing. */
    get unknown() {
        return this.#all
            .filter(({ isKnown, request }) => !isKnown && wasSent(request['request']))
            .map(({ what }) => what);
    }
    #confirm(entry) {
        entry.isKnown = true;
        if (entry.isDeletion)
            this.#forget(entry.branch);
    }
    /** A branch that this run has made and taken back is nothing that it has written. */
    #forget(branch) {
        const own = this.#all.filter((entry) => entry.branch === branch);
        if (own[0]?.what !== created(branch))
            return;
        for (const entry of own)
            this.#remove(entry);
    }
    #remove(entry) {
        this.#all.splice(this.#all.indexOf(entry), 1);
    }
}
const created = (branch) => `branch ${branch} created`;
/** Objects that nothing points to, such as a blob, are nothing that anybody could see. */
function writeOf({ method, url, ...parameters }) {
    const branch = String(parameters['branch'] ?? '');
    const number = `#${parameters['pull_number'] ?? parameters['issue_number']}`;
    const about = (what) => ({ what, branch: undefined, isDeletion: false });
    switch (`${method} ${url}`) {
        case 'POST /repos/{owner}/{repo}/git/refs': {
            const name = String(parameters['ref']).replace('refs/heads/', '');
            return { what: created(name), branch: name, isDeletion: false };
        }
        case 'PUT /repos/{owner}/{repo}/contents/{path}':
            return { what: `a commit added to branch ${branch}`, branch, isDeletion: false };
        case 'POST /repos/{owner}/{repo}/pulls':
            return about('a pull request opened');
        case 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}':
            return about(`pull request ${number} ${parameters['state'] === 'closed' ? 'closed' : 'edited'}`);
        case 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments':
            return about(`a comment added to pull request ${number}`);
        case 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels':
            return about(`labels added to pull request ${number}`);
        case 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees':
            return about(`pull request ${number} assigned`);
        case 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers':
            return about(`reviews of pull request ${number} requested`);
        default:
            return url.endsWith('/graphql') ? refUpdate(parameters['variables']) : undefined;
    }
}
function refUpdate(variables) {
    const { refUpdates } = variables?.input ?? {};
    const update = refUpdates?.[0];
    if (!update)
        return undefined;
    const branch = update.name.replace('refs/heads/', '');
    const isDeletion = /^0+$/.test(update.afterOid);
    return { what: `branch ${branch} ${isDeletion ? 'deleted' : 'moved to a new commit'}`, branch, isDeletion };
}
function isGraphqlRefusal(answer) {
    const { errors } = answer.data ?? {};
    return Array.isArray(errors) && errors.length > 0;
}

;// CONCATENATED MODULE: ./build/github/index.js










/***/ })

};
