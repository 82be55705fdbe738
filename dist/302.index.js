export const id = 302;
export const ids = [302];
export const modules = {

/***/ 9451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fE: () => (/* reexport */ ConfigRepositoryError),
  k_: () => (/* reexport */ NewBranchMissedError),
  eT: () => (/* reexport */ RACE_ERRORS),
  Ss: () => (/* reexport */ RaceLostError),
  tg: () => (/* reexport */ Writes),
  iE: () => (/* reexport */ addsTo),
  Bb: () => (/* reexport */ apply),
  Ng: () => (/* reexport */ connect),
  LD: () => (/* reexport */ decide),
  By: () => (/* reexport */ decideOnBase),
  WE: () => (/* reexport */ explain),
  ee: () => (/* reexport */ marker/* isForSameValues */.ee),
  pG: () => (/* reexport */ readBranch),
  TQ: () => (/* reexport */ readBranchFile),
  c5: () => (/* reexport */ readForCheck),
  DL: () => (/* reexport */ marker/* readKept */.DL),
  un: () => (/* reexport */ read_readState)
});

// EXTERNAL MODULE: ./node_modules/@octokit/graphql/dist-bundle/index.js
var dist_bundle = __webpack_require__(9964);
// EXTERNAL MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
var dist_src = __webpack_require__(1015);
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
/** The part by which an error that other people cause is recognised; a failed run has no code for it. */
const RACE_ERRORS = {
    gaveUp: 'Somebody else is writing to the repository at the same time.',
    branchMissed: 'seconds later GitHub still says that it does not exist.',
    proposedElsewhere: 'so none is opened on the same branch for',
    nothingToPropose: 'so a pull request has nothing to propose.',
};
/** Somebody else wrote at the same time: what was read is out of date, so read and decide again. */
class RaceLostError extends Error {
    name = 'RaceLostError';
}
/** A branch that this run has just made is missed for longer than GitHub takes to see it; somebody may have deleted it. */
class NewBranchMissedError extends RaceLostError {
    constructor(branch, cause) {
        super(`This run created branch "${branch}", but 10 ${RACE_ERRORS.branchMissed} GitHub is slow, or somebody deleted the branch. Run again.`, { cause });
    }
}
/** Stands for an answer that looks as if all were well and is not GitHub's: no status that means anything, and none that is sent again. */
const NOT_OF_GITHUB = 499;
/** GraphQL's words for a failure of its own, which answers with status 200. */
const isTrouble = ({ type, message }) => /^(INTERNAL|SERVICE_UNAVAILABLE)$/.test(type ?? '') || /timed? ?out|something went wrong/i.test(message);
/** The throttling plugin throws this instead of an answer with an error of type RATE_LIMITED. */
const isRateLimit = (error) => error instanceof Error && /GraphQL Rate Limit/.test(error.message);
/** GitHub answered, and the answer is about the request. A gateway that gave up waiting does not say what became of it. */
function isAnswered(error) {
    return error instanceof dist_src/* RequestError */.G && error.response !== undefined && error.status < NOT_OF_GITHUB;
}
/** GitHub says that it did not do it. */
function isRefusal(error) {
    if (error instanceof dist_bundle/* GraphqlResponseError */.rp)
        return !error.errors?.some(isTrouble);
    return error instanceof NewBranchMissedError || isRateLimit(error) || isAnswered(error);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/github/state.js

/** The folders that the files lie in, by the names under which they are asked for. */
function foldersOf({ path, scriptPaths }) {
    const above = [path, ...scriptPaths].flatMap((file) => {
        const names = file.split('/').slice(0, -1);
        return names.map((_, depth) => names.slice(0, depth + 1).join('/'));
    });
    return new Map([...new Set(above)].map((folder, index) => [`folder${index}`, folder]));
}
/**
 * The object name that git gives to a file's content.
 * @returns 40 hexadecimal digits
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
 */
function blobSha(bytes) {
    return (0,external_node_crypto_.createHash)('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

;// CONCATENATED MODULE: ./build/github/answer.js


const QUERY = 'POST /graphql';
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
/** The same for an answer of GraphQL. @returns undefined for null, which the schema allows there */
function optional(holder, name, read) {
    const { [name]: value } = (holder ?? {});
    return value === null ? undefined : read(field(QUERY, holder, name, 'object'));
}
const nodesOf = (connection) => field(QUERY, connection, 'nodes', 'array');
/** The name of an object in git, which becomes a part of what is written. */
function oid(object, request = QUERY, name = 'oid') {
    const value = field(request, object, name, 'string');
    if (/^[0-9a-f]{40}$/.test(value))
        return value;
    throw new UnexpectedAnswerError(request, `no usable "${name}"`);
}
/** It becomes a part of the addresses that are written to. */
function pullNumber(request, answer) {
    const number = field(request, answer, 'number', 'number');
    if (Number.isSafeInteger(number) && number > 0)
        return number;
    throw new UnexpectedAnswerError(request, 'no usable "number"');
}
/** It becomes a link in what people read. */
function webAddress(request, answer, name) {
    const url = field(request, answer, name, 'string');
    if (/^https?:\/\/[^\s()<>[\]"`|\\]+$/.test(url))
        return url;
    throw new UnexpectedAnswerError(request, `no usable "${name}"`);
}
function readCheck(repository, target) {
    const object = optional(repository, 'base', (at) => at);
    const commit = object && 'target' in object ? optional(object, 'target', (at) => at) : object;
    // Of what is no commit the query asks for nothing.
    const isCommit = commit !== undefined && 'oid' in commit;
    return {
        ...readRepository(repository, target, false),
        base: isCommit ? readTip(commit, target) : undefined,
    };
}
/** @throws UnexpectedAnswerError for what GitHub's schema rules out */
function readDecision(repository, target) {
    const tipOf = (name) => optional(repository, name, (ref) => field(QUERY, ref, 'target', 'object'));
    const [base, branch] = [tipOf('base'), tipOf('branch')];
    const folders = foldersOf(target);
    const history = (commit) => nodesOf(field(QUERY, commit, 'history', 'object'));
    const steps = branch && history(branch).map((step) => [oid(step), readStep(step, target)]);
    return {
        ...readRepository(repository, target, true),
        base: base && readTip(base, target, folders),
        baseHistory: new Set(base ? history(base).map((step) => oid(step)) : []),
        branch: branch && { ...readTip(branch, target, folders), history: new Map(steps) },
    };
}
/** @param hasClosed whether the closed pull requests have been asked for, too */
function readRepository(repository, target, hasClosed) {
    const none = { found: [], hasMore: false, endCursor: undefined };
    const open = readPullRequests(repository, 'openPullRequests');
    const closed = hasClosed ? readPullRequests(repository, 'closedPullRequests') : none;
    return {
        target: underCurrentName(target, repository),
        repositoryId: field(QUERY, repository, 'id', 'string'),
        defaultBranch: optional(repository, 'defaultBranchRef', (ref) => field(QUERY, ref, 'name', 'string')),
        pullRequests: [...open.found, ...closed.found],
        hasMoreOpen: open.hasMore,
        hasMoreClosed: closed.hasMore,
        next: { openAfter: open.endCursor, ...(hasClosed ? { closedAfter: closed.endCursor } : {}) },
    };
}
/** GraphQL answers for a repository that was renamed by its old name, too. It becomes a part of addresses. */
function underCurrentName(target, repository) {
    const name = field(QUERY, repository, 'nameWithOwner', 'string');
    const [, owner, repo] = /^(\w[\w-]*)\/((?!\.{1,2}$)[\w.-]+)$/.exec(name) ?? [];
    if (!owner || !repo)
        throw new UnexpectedAnswerError(QUERY, 'no usable "nameWithOwner"');
    const isSame = name.toLowerCase() === `${target.owner}/${target.repo}`.toLowerCase();
    return isSame ? target : { ...target, owner, repo };
}
/** @param folders those that the question is about, see {@link foldersOf} */
function readTip(commit, target, folders = new Map()) {
    const isFolder = (entry) => field(QUERY, entry, 'type', 'string') === 'tree';
    return {
        inTheWay: [...folders].find(([name]) => optional(commit, name, isFolder) === false)?.[1],
        commit: oid(commit),
        tree: oid(field(QUERY, commit, 'tree', 'object')),
        ...readFiles(commit, target, readContent),
    };
}
function readStep(step, target) {
    const { changedFilesIfAvailable: count } = step;
    const parents = nodesOf(field(QUERY, step, 'parents', 'object'));
    return {
        message: field(QUERY, step, 'message', 'string'),
        changedFiles: count === null ? undefined : field(QUERY, step, 'changedFilesIfAvailable', 'number'),
        parents: parents.map((parent) => ({ commit: oid(parent), ...readFiles(parent, target, readEntry) })),
        ...readFiles(step, target, readEntry),
    };
}
/** The query's name for the script that has this place among the paths. */
const scriptField = (index) => `script${index}`;
function readFiles(commit, target, read) {
    const scripts = target.scriptPaths.map((_, index) => optional(commit, scriptField(index), read));
    return { file: optional(commit, 'file', read), scripts };
}
const readEntry = (entry) => ({
    blob: oid(entry),
    mode: field(QUERY, entry, 'mode', 'number'),
});
function readContent(entry) {
    const type = field(QUERY, entry, 'type', 'string');
    const blob = type === 'blob' ? field(QUERY, entry, 'object', 'object') : {};
    const { text } = blob;
    return { ...readEntry(entry), type, text: typeof text === 'string' ? text : undefined };
}
function readPullRequests(repository, name) {
    const connection = field(QUERY, repository, name, 'object');
    const own = field(QUERY, repository, 'id', 'string');
    const found = nodesOf(connection).map((node) => ({
        ...readPullRequest(node),
        headRepository: optional(node, 'headRepository', (head) => field(QUERY, head, 'id', 'string')),
    }));
    const page = field(QUERY, connection, 'pageInfo', 'object');
    return {
        // The head is looked for by the branch's name alone, in forks, too.
        found: found.flatMap(({ headRepository, ...pull }) => (headRepository === own ? [pull] : [])),
        hasMore: page.hasNextPage !== false,
        endCursor: page.endCursor,
    };
}
function readPullRequest(node) {
    const textsOf = (name, key) => (optional(node, name, nodesOf) ?? []).map((each) => field(QUERY, each, key, 'string'));
    return {
        number: pullNumber(QUERY, node),
        id: field(QUERY, node, 'id', 'string'),
        url: webAddress(QUERY, node, 'url'),
        state: readState(node),
        title: field(QUERY, node, 'title', 'string'),
        body: field(QUERY, node, 'body', 'string'),
        labels: textsOf('labels', 'name'),
        base: field(QUERY, node, 'baseRefName', 'string'),
        comments: 'comments' in node ? textsOf('comments', 'body') : [],
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

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./build/github/commit.js


const BLOB = 'POST /repos/{owner}/{repo}/git/blobs';
const TREE = 'POST /repos/{owner}/{repo}/git/trees';
const COMMIT = 'POST /repos/{owner}/{repo}/git/commits';
/** Whether `createCommitOnBranch` brings the files as they are wanted: it makes each an ordinary one, whatever it was. */
function areOrdinary({ files }) {
    return files.every(({ mode }) => mode === '100644');
}
/**
 * A commit that no branch has yet, with the modes of its files. Nobody sees it, so making it again does no harm. GitHub signs it
 * when the token is an app's, because no author is given.
 * @returns its name
 * @see https://docs.github.com/en/rest/git/trees#create-a-tree
 * @see https://docs.github.com/en/rest/git/commits#create-a-commit
 */
async function commitObject(github, target, { files, message, parent, tree: baseTree }) {
    const { owner, repo } = target;
    const tree = [];
    for (const file of files) {
        const { path, mode } = file;
        tree.push({ path, mode, type: 'blob', ...(await contentOf(github, target, file)) });
    }
    const made = await github.request(TREE, { owner, repo, base_tree: baseTree, tree });
    const commit = { owner, repo, message, tree: oid(made.data, TREE, 'sha'), parents: [parent] };
    const { data } = await github.request(COMMIT, commit);
    return oid(data, COMMIT, 'sha');
}
/**
 * In the tree itself where JSON can hold it. Of a byte order mark nobody has published what becomes.
 * @see https://docs.github.com/en/rest/git/blobs#create-a-blob
 */
async function contentOf(github, { owner, repo }, { bytes }) {
    const text = Buffer.from(bytes).toString();
    if ((0,external_node_buffer_.isUtf8)(bytes) && !text.startsWith('\uFEFF'))
        return { content: text };
    const content = Buffer.from(bytes).toString('base64');
    const { data } = await github.request(BLOB, { owner, repo, content, encoding: 'base64' });
    return { sha: oid(data, BLOB, 'sha') };
}

// EXTERNAL MODULE: ./build/findings.js
var build_findings = __webpack_require__(3876);
// EXTERNAL MODULE: ./build/github/marker.js
var marker = __webpack_require__(4878);
;// CONCATENATED MODULE: ./build/github/ownership.js


const PATH_TRAILER = 'Mobile-SSO-Path';
const BLOB_TRAILER = 'Mobile-SSO-Blob';
const SCRIPT_TRAILER = 'Mobile-SSO-Script';
const BLOB_LINE = new RegExp(`^${BLOB_TRAILER}: ([0-9a-f]{40})$`);
const SCRIPT_LINE = new RegExp(`^${SCRIPT_TRAILER}: ([0-9a-f]{40}) (.+)$`);
/**
 * The message of a commit that {@link isOwnWork} recognises. Git's trailers are used because they survive every way in which
 * a commit travels, and because the author is no proof: with a personal token it is a person.
 * @param file the mobile-config.xml in the commit, whether the commit changes it or not
 * @param scripts the wsadmin scripts, where the action has written them
 * @see https://git-scm.com/docs/git-interpret-trailers
 */
function commitMessage(text, file, ...scripts) {
    const trailers = [`${PATH_TRAILER}: ${file.path}`, `${BLOB_TRAILER}: ${file.blob}`];
    for (const script of scripts)
        trailers.push(`${SCRIPT_TRAILER}: ${script.blob} ${script.path}`);
    return `${text.trimEnd()}\n\n${trailers.join('\n')}\n`;
}
/**
 * The files that change, and what the commit says.
 * @param replaced what the commit is made on
 * @param isRecognisable later runs may take the commit for the action's
 */
function newCommit({ path }, wanted, replaced, isRecognisable) {
    const file = { path, bytes: wanted.file.bytes };
    const found = [replaced.file, ...replaced.scripts];
    const files = [file, ...wanted.scripts].flatMap(({ path, bytes }, index) => {
        const before = found[index];
        return before?.blob === blobSha(bytes) ? [] : [{ path, bytes, mode: before?.mode ?? '100644' }];
    });
    const isAboutScripts = wanted.scripts.length > 0 && files[0]?.path !== path;
    const text = isAboutScripts ? wanted.scriptsMessage : wanted.file.message;
    if (!isRecognisable)
        return { files, message: text };
    return { files, message: commitMessage(text, committed(file), ...wanted.scripts.map(committed)) };
}
const committed = ({ path, bytes }) => ({
    path,
    blob: blobSha(bytes),
});
/**
 * Whether a branch holds nothing but this action's work, so that it may be rebuilt or deleted. A branch without a commit of its
 * own shows nobody's work: somebody may have made it for a purpose that cannot be seen.
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
    const end = lines.findLastIndex((line) => !SCRIPT_LINE.test(line)) + 1;
    const scripts = lines.slice(end).map((line) => SCRIPT_LINE.exec(line));
    const [pathLine, blobLine = ''] = lines.slice(0, end).slice(-2);
    const blob = BLOB_LINE.exec(blobLine)?.[1];
    if (pathLine !== `${PATH_TRAILER}: ${path}` || !blob)
        return undefined;
    return [{ path, blob }, ...scripts.map((script) => ({ path: script[2], blob: script[1] }))];
}
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
function changes(before, after, { path, scriptPaths }) {
    const all = [
        { path, from: before.file, to: after.file },
        ...scriptPaths.map((script, index) => ({
            path: script,
            from: before.scripts[index],
            to: after.scripts[index],
        })),
    ];
    return all
        .filter(({ from, to }) => from?.blob !== to?.blob || from?.mode !== to?.mode)
        .map((each) => ({ path: each.path, blob: each.to?.blob ?? '' }));
}
const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}';
/**
 * The same by a comparison, which goes further back and names every file.
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
async function compareBranch(github, target, tips) {
    const { owner, repo, path, scriptPaths } = target;
    const basehead = `${tips.baseCommit}...${tips.head}`;
    const { data } = await github.request(COMPARE, { owner, repo, basehead, per_page: 100 });
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
        hasLeftovers: files.some((changed) => ![path, ...scriptPaths].includes(changed.path)),
    };
}
function comparedCommit(commit) {
    return {
        message: field(COMPARE, field(COMPARE, commit, 'commit', 'object'), 'message', 'string'),
        parents: field(COMPARE, commit, 'parents', 'array').length,
    };
}

;// CONCATENATED MODULE: ./build/github/decide.js





/**
 * What is decided without a look at the pull request branch.
 * @returns undefined where the branch matters: see {@link decide}
 */
function decideOnBase(state, wanted) {
    const { pullRequest, target } = state;
    if (!differs(state.base, wanted))
        return pullRequest?.state === 'open' ? undefined : AS_WANTED;
    if (pullRequest && closedByPerson(pullRequest, wanted.fingerprint) === 'these values')
        return leftAlone(target, pullRequest, 'closed by a person');
    return undefined;
}
/**
 * Whether a commit would go on top of what others have made on the branch, or of what was there before: that is added to and never
 * replaced. A branch with the action's own name that has nothing of its own is left over from a run that lost a race.
 */
function addsTo(state, wanted, branch) {
    const { isOwnWork, isBehind, isAhead } = branch;
    const isAbandoned = wanted.isBranchNameDerived && isBehind && !isAhead;
    return differs(state.base, wanted) && !isClosedForGood(state, wanted) && !isOwnWork && !isAbandoned;
}
/** Nobody can tell what a person has closed it over; deleting its branch gives the way free. */
const isClosedForGood = ({ pullRequest }, { fingerprint }) => pullRequest !== undefined && closedByPerson(pullRequest, fingerprint) === 'unknown values';
/**
 * The table of pull request states as a function; docs/concepts.md shows it as a picture.
 * @param branch undefined where there is none
 * @param onBranch the desired file, made from the branch, where the commit {@link addsTo} it
 * @throws ConfigRepositoryError for what GitHub would take as another thing than what is wanted, or not at all
 */
function decide(state, wanted, branch, onBranch) {
    const { pullRequest, elsewhere, target } = state;
    assertBranchForPullRequest(target, state.base.name, state.defaultBranch);
    const open = pullRequest?.state === 'open' ? pullRequest : undefined;
    if (!differs(state.base, wanted)) {
        if (!open || !branch)
            return AS_WANTED;
        if (!branch.isOwnWork)
            return leftAlone(target, open, 'has work of others');
        return elsewhere
            ? leftAlone(target, open, 'proposed elsewhere', elsewhere)
            : closing(open, branch, wanted);
    }
    if (branch && pullRequest && isClosedForGood(state, wanted))
        return leftAlone(target, pullRequest, 'closed without a marker');
    if (!open || !branch)
        return opening(state, wanted, branch && changeOf(state, wanted, branch, onBranch), branch);
    const update = {
        branch: changeOf(state, wanted, branch, onBranch),
        title: open.title === wanted.title ? undefined : wanted.title,
        body: isSameText(open.body, wanted.body) ? undefined : wanted.body,
        labels: wanted.labels.filter((label) => !hasLabel(open, label)),
    };
    return hasNothing(update)
        ? { kind: 'nothing', pullRequest: open, findings: [] }
        : { kind: 'update', pullRequest: open, ...update };
}
function hasNothing({ branch, title, body, labels, }) {
    return branch.kind === 'keep' && title === undefined && body === undefined && labels.length === 0;
}
const AS_WANTED = { kind: 'nothing', pullRequest: undefined, findings: [] };
/** The base's file, or a script beside it, differs. */
function differs({ file, scripts }, wanted) {
    return wanted.file.isChanged || !file || !hasScripts(scripts, wanted);
}
function hasScripts(found, { scripts }) {
    return (found.length === scripts.length &&
        scripts.every(({ bytes }, index) => found[index]?.blob === blobSha(bytes)));
}
/** A body that is marked already is from a run that did not come to its end, which may have commented. */
function closing(pullRequest, { head }, wanted) {
    const { closingComment } = wanted;
    const body = (0,marker/* markClosed */.W)(pullRequest.body, wanted.fingerprint);
    const isMarked = body === pullRequest.body;
    const isThere = isMarked && pullRequest.comments.some((each) => isSameText(each, closingComment));
    return {
        kind: 'close',
        pullRequest,
        head,
        body: isMarked ? undefined : body,
        comment: isThere ? undefined : closingComment,
    };
}
function opening({ base, target, elsewhere }, wanted, change, branch) {
    if (elsewhere) {
        throw new ConfigRepositoryError(`Pull request #${elsewhere.number} (${elsewhere.url}) proposes branch ${target.branch} for "${elsewhere.base}", ${RACE_ERRORS.proposedElsewhere} "${base.name}". Close it or change its base back to "${base.name}". If "${elsewhere.base}" is right, set base: ${elsewhere.base} and branch: ${target.branch}. For a pull request to each of them, set a different branch.`);
    }
    if (change?.kind === 'keep' && branch && !branch.isAhead) {
        throw new ConfigRepositoryError(`Branch ${target.branch} is an old state of "${base.name}" in which the file already had the desired values, ${RACE_ERRORS.nothingToPropose} Delete it, or set the branch input to a different name.`);
    }
    const { title, body, draft, labels, assignees, reviewers, teamReviewers } = wanted;
    const people = { labels, assignees, reviewers, teamReviewers };
    const plan = change ?? { kind: 'create', commit: commitOnBase(target, base, wanted) };
    return { kind: 'open', base: base.name, branch: plan, title, body, draft, ...people };
}
/**
 * Nothing of other people is ever rebuilt; what is the action's own is one commit on the current base. So is a branch that a run
 * has made and then lost a race over.
 */
function changeOf({ base, target }, wanted, branch, onBranch) {
    const { head, tree, file, scripts, isBehind, hasLeftovers } = branch;
    const hasWantedScripts = hasScripts(scripts, wanted);
    if (onBranch) {
        if (!onBranch.isChanged && hasWantedScripts)
            return { kind: 'keep', head };
        // The others' commits may go to the base one day, and then the branch would look like the action's and be deleted.
        const isRecognisable = wanted.isBranchNameDerived;
        const commit = newCommit(target, { ...wanted, file: onBranch }, { file, scripts }, isRecognisable);
        return { kind: 'extend', head, commit: { ...commit, parent: head, tree } };
    }
    const holdsWanted = file?.blob === blobSha(wanted.file.bytes) && hasWantedScripts;
    if (holdsWanted && !isBehind && !hasLeftovers)
        return { kind: 'keep', head };
    return { kind: 'rebuild', head, commit: commitOnBase(target, base, wanted) };
}
function commitOnBase(target, base, wanted) {
    return { ...newCommit(target, wanted, base, true), parent: base.commit, tree: base.tree };
}
/**
 * A branch whose commits need no pull request cannot be the pull request's branch.
 * @param base as it turned out, where the input does not name it
 * @throws ConfigRepositoryError
 */
function assertBranchForPullRequest({ owner, repo, branch }, base, defaultBranch) {
    if (branch !== base && branch !== defaultBranch)
        return;
    const role = branch === base ? 'the base' : 'the default branch';
    throw new ConfigRepositoryError(`branch: "${branch}" is ${role} of ${owner}/${repo}, so a run would commit to it without a pull request. Omit the input, or name a branch that is only for the pull request.`);
}
/**
 * What a person has closed the pull request over without merging it, so that no new one is opened; undefined when that is no
 * obstacle. Where a person replaced the body and the marker with it, the branch tells: deleting it gives the way free.
 */
function closedByPerson({ state, body }, fingerprint) {
    if (state !== 'closed')
        return undefined;
    const kept = (0,marker/* readKept */.DL)(body);
    if (!kept)
        return 'unknown values';
    return !kept.closedByAction && kept.wanted === fingerprint ? 'these values' : undefined;
}
/** Why nothing is done although somebody could expect it, and what people can do. */
function leftAlone({ branch }, pullRequest, because, elsewhere = pullRequest) {
    const { number, url: where, state } = pullRequest;
    const open = `The base branch is up to date, but branch ${branch} of pull request #${number}`;
    const closed = `Pull request #${number}`;
    const texts = {
        'closed by a person': [
            `${closed} with the same values was closed without being merged, so no new one is opened.`,
            'Reopen it and the action will keep it up to date. A new one is opened as soon as a value changes.',
        ],
        'closed without a marker': [
            `${closed} was closed without being merged, and its text no longer says which values it was for, so no new one is opened.`,
            `Reopen it and the action will keep it up to date. To get a new one, delete its branch ${branch} or set the branch input to a different name.`,
        ],
        'proposed elsewhere': [
            `${open} is also proposed for ${elsewhere.base} (#${elsewhere.number}), so it is left open.`,
            `Close it, or let the next run close it after #${elsewhere.number} is merged or closed.`,
        ],
        'has work of others': [
            `${open} contains commits that are not this action's, or existed before it, so it is left open.`,
            'Merge it or close it.',
        ],
    };
    const [what, cure] = texts[because];
    const isOpen = state === 'open';
    const findings = [(0,build_findings/* finding */.gk)(isOpen ? 'MSSO021' : 'MSSO020', { where, what, cure })];
    return { kind: 'nothing', pullRequest: isOpen ? { number, url: where } : undefined, findings };
}
/** GitHub keeps label names as they were created but compares them without case. */
function hasLabel({ labels }, label) {
    return labels.some((existing) => existing.toLowerCase() === label.toLowerCase());
}
/** The web editor saves CRLF, so line ends are no difference. */
function isSameText(one, other) {
    const normalised = (text) => text.replaceAll('\r\n', '\n').trimEnd();
    return normalised(one) === normalised(other);
}

;// CONCATENATED MODULE: ./build/github/writes.js

/** What a run has written to the repository, for one that fails as well. */
class Writes {
    #all = [];
    /** The last commit that this run has brought to its branch. */
    commit;
    /** This run has opened the pull request. */
    hasOpened = false;
    add(what) {
        const write = { what, state: 'waiting', isLost: false };
        this.#all.push(write);
        return write;
    }
    get made() {
        return this.#all.filter(({ state }) => state === 'made').map(({ what }) => what);
    }
    /** What may have been written, or not. A request that still waits for its turn has written nothing. */
    get unknown() {
        const { made } = this;
        return this.#all
            .filter(({ state, what }) => state === 'sent' && !made.includes(what))
            .map(({ what }) => what);
    }
    get count() {
        return this.#all.length;
    }
    /** What this run has made and taken back is nothing that it has written. @param count of the writes before it */
    forgetSince(count) {
        this.#all.length = count;
        this.commit = undefined;
    }
}
/** Sends what may be carried out twice, and remembers what became of it. */
async function writing(writes, what, send) {
    const write = writes.add(what);
    try {
        const answer = await send({ writes: [write] });
        write.state = 'made';
        return answer;
    }
    catch (error) {
        refuse(write, error);
        throw error;
    }
}
/** Takes back what GitHub says that it did not do. */
function refuse(write, error) {
    if (isRefusal(error) && !write.isLost)
        write.state = 'refused';
}

;// CONCATENATED MODULE: ./build/github/labels-and-reviewers.js





/**
 * Everything that GitHub takes only for a pull request that is there. Where it fails, the pull request is there all the same, which is
 * worth a warning and not a failure.
 */
async function addLabelsAndReviewers(github, target, pullRequest, wanted) {
    return [
        ...(await addLabels(github, target, pullRequest, wanted.labels)),
        ...(await addAssignees(github, target, pullRequest, wanted.assignees)),
        ...(await requestReviews(github, target, pullRequest, wanted)),
    ];
}
/** @see https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue */
async function addLabels(github, { owner, repo }, { number, url }, names) {
    if (names.length === 0)
        return [];
    const issue = { owner, repo, issue_number: number, labels: [...names] };
    const { refusal } = await tried(github, `labels added to pull request #${number}`, (request) => github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...issue, request }));
    return refusal ? [notSet(url, 'labels', names, refusal)] : [];
}
const ASSIGN = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees';
/**
 * GitHub leaves out, without a word, who may not be assigned.
 * @see https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue
 */
async function addAssignees(github, { owner, repo }, { number, url }, names) {
    if (names.length === 0)
        return [];
    const issue = { owner, repo, issue_number: number, assignees: [...names] };
    const { data, refusal } = await tried(github, `pull request #${number} assigned`, (request) => github.request(ASSIGN, { ...issue, request }));
    if (refusal)
        return [notSet(url, 'assignees', names, refusal)];
    const assigned = field(ASSIGN, data, 'assignees', 'array').map((each) => field(ASSIGN, each, 'login', 'string').toLowerCase());
    const left = names.filter((login) => !assigned.includes(login.toLowerCase()));
    const what = `GitHub did not assign ${quoted(left)}.`;
    return left.length === 0 ? [] : [(0,build_findings/* finding */.gk)('MSSO022', { where: url, what, cure: CURE })];
}
/**
 * GitHub requests the review of all of them or, when one name is wrong, of nobody: then each is asked for alone.
 * @see https://docs.github.com/en/rest/pulls/review-requests#request-reviewers-for-a-pull-request
 */
async function requestReviews(github, { owner, repo }, { number, url }, { reviewers, teamReviewers }) {
    const ask = async (users, teams) => {
        const names = { reviewers: [...users], team_reviewers: [...teams] };
        const pull = { owner, repo, pull_number: number, ...names };
        const route = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers';
        return tried(github, `reviews of pull request #${number} requested`, (request) => github.request(route, { ...pull, request }));
    };
    const names = [...reviewers, ...teamReviewers];
    if (names.length === 0)
        return [];
    const { refusal } = await ask(reviewers, teamReviewers);
    if (!refusal)
        return [];
    if (!('status' in refusal) || refusal.status !== 422 || names.length === 1)
        return [notSet(url, 'reviewers', names, refusal)];
    const findings = [];
    for (const name of names) {
        const own = await (reviewers.includes(name) ? ask([name], []) : ask([], [name]));
        if (own.refusal)
            findings.push(notSet(url, 'reviewers', [name], own.refusal));
    }
    return findings;
}
async function tried({ writes }, what, send) {
    try {
        return { data: (await writing(writes, what, send)).data };
    }
    catch (error) {
        if (error instanceof dist_src/* RequestError */.G || error instanceof UnexpectedAnswerError)
            return { refusal: error };
        throw error;
    }
}
const CURE = 'Check the names, their access to the repository, and that the token can write pull requests and issues. Team reviewers need a token with members: read.';
/** Only labels are looked after later: whoever has reviewed, or does not want to, is not to be asked again. */
function notSet(where, kind, names, refusal) {
    const what = `The ${kind} ${quoted(names)} could not be set: ${refusal.message.split(' - http')[0].replace(/\.$/, '')}.`;
    const isTrouble = !('status' in refusal) || Number(refusal.status) >= 500 || refusal.status === 429;
    const later = kind === 'labels'
        ? 'Run again: the action adds the missing labels.'
        : 'If they are missing, set them by hand: for an existing pull request, later runs do not set them.';
    return (0,build_findings/* finding */.gk)('MSSO022', { where, what, cure: isTrouble ? `GitHub is having problems. ${later}` : CURE });
}
const quoted = (names) => names.map((name) => `"${name}"`).join(', ');

;// CONCATENATED MODULE: ./build/github/query.js



const parametersOf = ({ scriptPaths }) => ['owner', 'name', 'path', 'branch', ...scriptPaths.map((_, index) => scriptField(index))]
    .map((name) => `$${name}: String!, `)
    .join('');
/** What is asked about the file and about each script. */
const files = ({ scriptPaths }, fields) => [
    `file(path: $path) ${fields}`,
    ...scriptPaths.map((_, index) => `${scriptField(index)}: file(path: $${scriptField(index)}) ${fields}`),
].join(' ');
const REPOSITORY = 'id nameWithOwner defaultBranchRef { name }';
const fragments = (target) => `
fragment Files on Commit { oid tree { oid } ${files(target, '{ ...Content }')} }
fragment Content on TreeEntry { oid mode type object { ... on Blob { text } } }
fragment PullRequests on PullRequestConnection {
  pageInfo { hasNextPage endCursor }
  nodes {
    id number url state title body baseRefName headRepository { id }
    labels(first: 100) { nodes { name } }
    timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { __typename } } } }
  }
}`;
/** A head is looked for by its name alone, in forks, too, so there may be more than one answer has. */
const pullRequests = (alias, states, after, more = '') => `${alias}: pullRequests(headRefName: $branch, states: ${states}, first: 20, after: ${after}, orderBy: { field: CREATED_AT, direction: DESC }) { ...PullRequests ${more} }`;
/** For a run that writes nothing: a file at any commit, and the pull requests that are open. */
const check = (target) => `query (${parametersOf(target)}$openAfter: String, $base: String!) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    base: object(expression: $base) { ...Files ... on Tag { target { ...Files } } }
    ${pullRequests('openPullRequests', '[OPEN]', '$openAfter')}
  }
}
${fragments(target)}`;
/** @param base the branch that the pull request is for, as a field of the repository, and what that takes */
const decision = (target, base, parameters) => `query (${parametersOf(target)}${folderParameters(target)}$openAfter: String, $closedAfter: String, $head: String!${parameters}) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    base: ${base} { target { ... on Commit { ...Files ${folderTypes(target)} history(first: 100) { nodes { oid } } } } }
    branch: ref(qualifiedName: $head) { target { ... on Commit { ...Files ${folderTypes(target)} history(first: 10) { nodes { ...Step } } } } }
    ${pullRequests('openPullRequests', '[OPEN]', '$openAfter', 'nodes { comments(last: 30) { nodes { body } } }')}
    ${pullRequests('closedPullRequests', '[CLOSED, MERGED]', '$closedAfter')}
  }
}
fragment Step on Commit {
  oid message changedFilesIfAvailable ...Names
  parents(first: 2) { nodes { oid ...Names } }
}
fragment Names on Commit { ${files(target, '{ oid mode }')} }
${fragments(target)}`;
const folderParameters = (target) => [...foldersOf(target).keys()].map((name) => `$${name}: String!, `).join('');
/** What there is where the files' folders ought to be. */
const folderTypes = (target) => [...foldersOf(target).keys()].map((name) => `${name}: file(path: $${name}) { type }`).join(' ');
/**
 * What a check looks at. The base may be any ref: a tag may be an object of its own, and then its commit counts.
 * @throws UnexpectedAnswerError for what GitHub's schema rules out; what GitHub refuses
 */
async function askForCheck(github, target) {
    const asked = { ...variables(target), base: target.base ?? 'HEAD' };
    return whole(async (after) => readCheck(await ask(github, check(target), { ...asked, ...after }), target));
}
/**
 * Everything that it takes to decide about the pull request, at one moment.
 * @see https://docs.github.com/en/graphql/reference/objects#repository
 */
async function askForDecision(github, target) {
    const head = `refs/heads/${target.branch}`;
    const common = { ...variables(target), ...Object.fromEntries(foldersOf(target)), head };
    const [query, asked] = target.base === undefined
        ? [decision(target, 'defaultBranchRef', ''), common]
        : [
            decision(target, 'ref(qualifiedName: $base)', ', $base: String!'),
            { ...common, base: `refs/heads/${target.base}` },
        ];
    return whole(async (after) => readDecision(await ask(github, query, { ...asked, ...after }), target));
}
/** Pages of pull requests that are read; more of one branch's name are nobody's honest work. */
const MAX_PAGES = 50;
/** Where the pull requests of forks fill a page, the next ones are asked for until the branch's own is found. */
async function whole(page) {
    const first = await page({});
    const pullRequests = [...first.pullRequests];
    const isLacking = ({ hasMoreOpen, hasMoreClosed, target, defaultBranch }) => hasMoreOpen ||
        (hasMoreClosed && !pullRequests.some(({ base }) => base === (target.base ?? defaultBranch)));
    let last = first;
    for (let pages = 1; isLacking(last) && pages < MAX_PAGES; pages++) {
        last = await page(last.next);
        pullRequests.push(...last.pullRequests);
    }
    return { ...first, pullRequests };
}
function variables({ owner, repo, path, scriptPaths, branch }) {
    const scripts = scriptPaths.map((script, index) => [scriptField(index), script]);
    return { owner, name: repo, path, branch, ...Object.fromEntries(scripts) };
}
/** A file or folder that a commit has not is null, and an error beside the rest of the answer. */
async function ask(github, query, parameters) {
    const answer = await github.graphql(query, { ...parameters }).catch((error) => {
        const isWhole = error instanceof dist_bundle/* GraphqlResponseError */.rp && error.errors?.every(isMissingFile);
        if (isWhole)
            return error.data;
        throw error;
    });
    return field(QUERY, answer, 'repository', 'object');
}
/** Whether an error only says that there is no such file or folder. */
function isMissingFile({ type, path }) {
    return (type === 'NOT_FOUND' && Array.isArray(path) && /^(?:file|script\d|folder\d+)$/.test(String(path.at(-1))));
}

;// CONCATENATED MODULE: ./build/github/read.js






/**
 * The file at the base, which may be any ref, and the open pull request of the branch for it.
 * @throws ConfigRepositoryError when the base is missing or the path is not a file; RequestError and GraphqlResponseError
 */
async function readForCheck(github, asked) {
    const answer = await askForCheck(github, asked);
    const { target } = answer;
    const base = knownBase(answer, 'branch, tag or commit');
    const { pullRequest } = choosePullRequests(answer);
    return {
        target,
        file: base.file && (await readFile(github, target, base.file, FILE(target))),
        open: pullRequest?.state === 'open' ? pullRequest : undefined,
    };
}
/**
 * Asks for everything that the decision needs, at one moment.
 * @throws ConfigRepositoryError when the base is missing or one of the paths is not a file; RequestError and GraphqlResponseError
 */
async function read_readState(github, asked) {
    const answer = await askForDecision(github, asked);
    const { target, repositoryId, defaultBranch } = answer;
    const base = knownBase(answer, 'branch');
    assertFolders(target, base);
    const { file, scripts, commit, tree } = base;
    return {
        answer,
        target,
        repositoryId,
        defaultBranch,
        base: {
            name: target.base ?? defaultBranch ?? '',
            commit,
            tree,
            file: file && (await readFile(github, target, file, FILE(target))),
            scripts: await Promise.all(scripts.map((script, index) => script && readFile(github, target, script, SCRIPT(target, index)))),
        },
        ...choosePullRequests(answer),
    };
}
/** The pull request branch, for which GitHub has to compare where the answer does not tell enough; undefined where there is none. */
async function readBranch(github, found) {
    const { answer, target, base, pullRequest } = found;
    const { branch, baseHistory } = answer;
    if (!branch)
        return undefined;
    assertFolders(target, branch);
    const isMarked = pullRequest !== undefined && (0,marker/* readKept */.DL)(pullRequest.body) !== undefined;
    const tips = { head: branch.commit, baseCommit: base.commit, isMarked };
    const work = workOf(branch, baseHistory, tips, target) ?? (await compareBranch(github, target, tips));
    return {
        head: branch.commit,
        tree: branch.tree,
        file: branch.file && asFile(target, branch.file, FILE(target)),
        scripts: branch.scripts.map((script, index) => script && asFile(target, script, SCRIPT(target, index))),
        ...work,
    };
}
/** mobile-config.xml as the pull request branch has it. */
async function readBranchFile(github, { answer, target }) {
    const file = answer.branch?.file;
    return file && readFile(github, target, file, FILE(target));
}
/** What the branch and its pull request are now. */
async function lookAgain(github, target) {
    const answer = await askForDecision(github, target);
    const { pullRequest } = choosePullRequests(answer);
    const head = answer.branch?.commit;
    const tip = head === undefined ? undefined : answer.branch?.history.get(head);
    return {
        head,
        message: tip?.message,
        parent: tip?.parents[0]?.commit,
        open: pullRequest?.state === 'open' ? pullRequest : undefined,
    };
}
/** @param kinds what the base may be */
function knownBase({ base, target }, kinds) {
    const name = `${target.owner}/${target.repo}`;
    if (base)
        return base;
    throw new ConfigRepositoryError(target.base === undefined
        ? `${name} has no commit on its default branch, so a pull request has nothing to start from. Commit a README to it first. If it has other branches, choose a different default branch in its settings, or set the base input.`
        : `${name} has no ${kinds} "${target.base}". Correct the base input.`);
}
function choosePullRequests({ target, defaultBranch, pullRequests, }) {
    const isOpen = ({ state }) => state === 'open';
    const isForBase = ({ base }) => base === (target.base ?? defaultBranch);
    const forBase = pullRequests.filter(isForBase);
    return {
        pullRequest: forBase.find(isOpen) ?? forBase.toSorted((a, b) => b.number - a.number)[0],
        elsewhere: pullRequests.find((each) => isOpen(each) && !isForBase(each)),
    };
}
const FILE = ({ path }) => `config-path: "${path}"`;
const SCRIPT = ({ scriptPaths }, index) => `wsadmin-script: "${scriptPaths[index]}"`;
const TYPE_BITS = 0o170000;
const REGULAR_FILE = 0o100000;
const EXECUTABLE = 0o111;
/** A new file below a path that is no folder would delete what is there. @throws ConfigRepositoryError */
function assertFolders(target, { inTheWay }) {
    if (inTheWay === undefined)
        return;
    const isBelow = (path) => path.startsWith(`${inTheWay}/`);
    const name = isBelow(target.path) ? FILE(target) : SCRIPT(target, target.scriptPaths.findIndex(isBelow));
    throw new ConfigRepositoryError(`${name} cannot be there: "${inTheWay}" is no folder in ${target.owner}/${target.repo} but a file, a link or a submodule. Name another path.`);
}
/** @param name input and path, for the error */
function asFile({ owner, repo }, { blob, mode, type }, name) {
    if (type !== 'blob' || (mode & TYPE_BITS) !== REGULAR_FILE) {
        throw new ConfigRepositoryError(`${name} is a folder, a link or a submodule in ${owner}/${repo}. Name a file.`);
    }
    return { blob, mode: mode & EXECUTABLE ? '100755' : '100644' };
}
async function readFile(github, target, entry, name) {
    const file = asFile(target, entry, name);
    return { ...file, bytes: bytesOf(entry) ?? (await readBlob(github, target, entry.blob)) };
}
/** A text that is the whole content, with or without the byte order mark that GitHub takes away; half a file must not become a commit. */
function bytesOf({ text, blob }) {
    if (text === undefined)
        return undefined;
    return [text, `\uFEFF${text}`].map((each) => Buffer.from(each)).find((bytes) => blobSha(bytes) === blob);
}
const read_BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
/** @see https://docs.github.com/en/rest/git/blobs#get-a-blob */
async function readBlob(github, { owner, repo }, blob) {
    const { data } = await github.request(read_BLOB, { owner, repo, file_sha: blob });
    const bytes = Buffer.from(field(read_BLOB, data, 'content', 'string'), 'base64');
    if (blobSha(bytes) === blob)
        return bytes;
    throw new UnexpectedAnswerError(read_BLOB, 'content that does not match its "sha"');
}

;// CONCATENATED MODULE: ./build/github/mutate.js





/** What GitHub answers for a branch that it does not see yet. */
const MISSED = /Branch .{0,300}not found|Head ref must be a branch|"field":"head","code":"invalid"/i;
/** What GitHub answers where a branch or a pull request is there already, whether or not the copies that it reads have it. */
const TAKEN = /already exists/i;
/** How often a document is sent whose answer is lost, and which was not carried out. */
const TRIES = 4;
/** Seconds before a look at what became of it. */
const PAUSE = 1;
/**
 * Carries mutations out, one after the other; GitHub goes on after one that it refuses. None is repeated blindly: after a lost
 * answer the repository itself tells what happened. So it does after a refusal, because how GitHub words that a branch is elsewhere
 * is not documented.
 * @param isNewBranch this run has made the branch, which GitHub may not see at once: it reads copies that are behind
 * @throws RaceLostError when somebody else has written since the state was read; what GitHub refuses
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql#about-mutations
 */
async function mutate(github, target, mutations, isNewBranch = false) {
    const document = new MutationDocument(github.writes, mutations);
    for (let tries = 1;;) {
        const { data, error } = await document.send(github);
        if (document.settle(({ name }) => data[name]))
            return document.payloads;
        const isRefused = isRefusal(error);
        document.note(error);
        if (isRateLimit(error))
            throw error;
        if (isRefused && isNewBranch && MISSED.test(String(error))) {
            const seconds = github.pauses.shift();
            if (seconds === undefined)
                throw new NewBranchMissedError(target.branch, error);
            await github.wait(seconds, `${document.name} is sent again, because GitHub does not show branch ${target.branch} yet`);
            continue;
        }
        if (isRefused && document.isRace(String(error)))
            throw new RaceLostError('the branch no longer has anything to propose.', { cause: error });
        if (!isRefused)
            await github.wait(PAUSE, `the check of what happened to ${document.name}`);
        const seen = await lookAgain(github, target);
        // A refusal may be about what an earlier try has done, whose answer was lost.
        const isSettled = document.settle((mutation, { isLost }) => isRefused && !isLost && !mutation.isOneForAll ? undefined : mutation.find(seen));
        if (isSettled)
            return document.payloads;
        if (!document.isAsRead(seen) || (isRefused && TAKEN.test(String(error))))
            throw new RaceLostError(`branch ${target.branch} or its pull request changed after it was read.`);
        if (isRefused || tries++ === TRIES)
            throw error;
    }
}
/** What is left of mutations, and what has become of the others. */
class MutationDocument {
    payloads = {};
    #left;
    #writes;
    constructor(writes, mutations) {
        this.#writes = writes;
        this.#left = mutations.map((mutation) => ({ mutation, write: writes.add(mutation.what) }));
    }
    get name() {
        return this.#left.map(({ mutation }) => mutation.name).join(' and ');
    }
    isRace(refusal) {
        return this.#left.some(({ mutation }) => mutation.race?.test(refusal));
    }
    isAsRead(seen) {
        return this.#left.every(({ mutation }) => mutation.isAsRead(seen));
    }
    /** @param payload of what has been carried out @returns whether everything has */
    settle(payload) {
        for (const { mutation, write } of this.#left) {
            const found = payload(mutation, write);
            if (typeof found !== 'object' || found === null)
                continue;
            this.payloads[mutation.name] = found;
            write.state = 'made';
            if (mutation.brings)
                this.#writes.commit = mutation.brings(found);
        }
        this.#left = this.#left.filter(({ write }) => write.state !== 'made');
        return this.#left.length === 0;
    }
    /** @param error why what is left has no payload */
    note(error) {
        for (const { write } of this.#left) {
            refuse(write, error);
            if (!isRefusal(error))
                write.isLost = true;
        }
    }
    /** What is refused may have null, or nothing, in its place. */
    async send({ graphql, }) {
        const mutations = this.#left.map(({ mutation }) => mutation);
        const parameters = mutations.map(({ name }) => `$${name}: ${name.replace(/^./, (first) => first.toUpperCase())}Input!`);
        const fields = mutations.map(({ name, select }) => `  ${name}(input: $${name}) { ${select} }`);
        const document = `mutation (${parameters.join(', ')}) {\n${fields.join('\n')}\n}`;
        const variables = Object.fromEntries(mutations.map(({ name, input }) => [name, input]));
        const request = { retries: 0, writes: this.#left.map(({ write }) => write) };
        try {
            const data = await graphql(document, { ...variables, request });
            const error = new UnexpectedAnswerError(QUERY, `no usable "${mutations[0].name}"`);
            return { data: isRecord(data) ? data : {}, error };
        }
        catch (error) {
            const data = error instanceof dist_bundle/* GraphqlResponseError */.rp ? error.data : undefined;
            return { data: isRecord(data) ? data : {}, error };
        }
    }
}
const isRecord = (value) => typeof value === 'object' && value !== null;

;// CONCATENATED MODULE: ./build/github/mutations.js


/** Instead of a commit: there is no branch. */
const NO_COMMIT = '0'.repeat(40);
/** @see https://docs.github.com/en/graphql/reference/mutations#createref */
function createBranch(repositoryId, { branch }, commit) {
    return {
        name: 'createRef',
        input: { repositoryId, name: `refs/heads/${branch}`, oid: commit },
        select: 'clientMutationId',
        what: `branch ${branch} created`,
        isAsRead: ({ head }) => head === undefined,
        find: ({ head }) => (head === commit ? {} : undefined),
    };
}
/** The commit that {@link commitOnBranch} has made, by its payload. */
const commitOf = (payload) => oid(field(QUERY, payload, 'commit', 'object'));
/**
 * A commit on top of a branch that still is where it was read. GitHub signs it, and makes each file an ordinary one.
 * @see https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
 */
function commitOnBranch({ owner, repo, branch }, commit) {
    const [headline = '', ...rest] = commit.message.trimEnd().split('\n');
    const body = rest.join('\n').trim();
    const contents = (bytes) => Buffer.from(bytes).toString('base64');
    return {
        name: 'createCommitOnBranch',
        input: {
            branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
            expectedHeadOid: commit.parent,
            message: { headline, body },
            fileChanges: {
                additions: commit.files.map(({ path, bytes }) => ({ path, contents: contents(bytes) })),
            },
        },
        select: 'commit { oid }',
        brings: commitOf,
        what: `a commit added to branch ${branch}`,
        isAsRead: ({ head }) => head === commit.parent,
        find({ head, parent, message }) {
            const isOwn = parent === commit.parent && message?.trimEnd() === `${headline}\n\n${body}`.trimEnd();
            return isOwn ? { commit: { oid: head } } : undefined;
        },
    };
}
/**
 * Moves a branch from one commit to another, or deletes it, only if it is still at the first: `git push --force-with-lease`.
 * REST can force a ref but not compare it, and so would lose a commit that was pushed in between.
 * @param to undefined to delete it
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 */
function moveBranch(repositoryId, { branch }, from, to) {
    const update = { name: `refs/heads/${branch}`, beforeOid: from, afterOid: to ?? NO_COMMIT, force: true };
    return {
        name: 'updateRefs',
        input: { repositoryId, refUpdates: [update] },
        select: 'clientMutationId',
        what: `branch ${branch} ${to ? 'moved to a new commit' : 'deleted'}`,
        isAsRead: ({ head }) => head === from,
        find: ({ head }) => (head === to ? {} : undefined),
        ...(to === undefined ? { isOneForAll: true } : { brings: () => to }),
    };
}
/** @see https://docs.github.com/en/graphql/reference/mutations#createpullrequest */
function createPullRequest(repositoryId, { branch }, texts, head) {
    const { base, title, body, draft } = texts;
    return {
        name: 'createPullRequest',
        input: { repositoryId, baseRefName: base, headRefName: branch, title, body, draft },
        select: 'pullRequest { id number url headRefOid }',
        what: 'a pull request opened',
        isAsRead: (seen) => seen.head === head && seen.open === undefined,
        race: /No commits between/,
        find({ open, head: headRefOid }) {
            const isOwn = open?.title === title && isSameText(open.body, body);
            return isOwn ? { pullRequest: { ...open, headRefOid } } : undefined;
        },
    };
}
/** @see https://docs.github.com/en/graphql/reference/mutations#updatepullrequest */
function changeTexts(pullRequest, texts) {
    const { id, number } = pullRequest;
    const { title = pullRequest.title, body = pullRequest.body } = texts;
    return {
        name: 'updatePullRequest',
        input: { pullRequestId: id, ...texts },
        select: 'pullRequest { state headRef { target { oid } } }',
        what: `pull request #${number} edited`,
        isAsRead: ({ open }) => open?.title === pullRequest.title && open.body === pullRequest.body,
        find({ open, head }) {
            const isDone = open?.title === title && isSameText(open.body, body);
            return isDone ? { pullRequest: { state: 'OPEN', headRef: { target: { oid: head } } } } : undefined;
        },
    };
}
/** @see https://docs.github.com/en/graphql/reference/mutations#addcomment */
function addComment({ id, number }, comment) {
    return {
        name: 'addComment',
        input: { subjectId: id, body: comment },
        select: 'clientMutationId',
        what: `a comment added to pull request #${number}`,
        isAsRead: ({ open }) => open?.number === number,
        find: ({ open }) => (open?.comments.some((each) => isSameText(each, comment)) ? {} : undefined),
    };
}
/** @see https://docs.github.com/en/graphql/reference/mutations#closepullrequest */
function closePullRequest({ id, number }) {
    return {
        name: 'closePullRequest',
        input: { pullRequestId: id },
        select: 'clientMutationId',
        what: `pull request #${number} closed`,
        isAsRead: () => true,
        find: ({ open }) => (open?.number === number ? undefined : {}),
        isOneForAll: true,
    };
}

;// CONCATENATED MODULE: ./build/github/apply.js








/**
 * Does what was decided.
 * @throws RaceLostError when somebody else wrote at the same time: read and decide again; what GitHub refuses
 */
async function apply(github, place, plan) {
    switch (plan.kind) {
        case 'nothing':
            return { operation: 'none', pullRequest: plan.pullRequest, findings: plan.findings };
        case 'close':
            await apply_close(github, place, plan);
            return { operation: 'closed', pullRequest: plan.pullRequest, findings: [] };
        case 'update': {
            const findings = await update(github, place, plan);
            const operation = plan.branch.kind === 'keep' ? 'none' : 'updated';
            return { operation, pullRequest: plan.pullRequest, findings };
        }
        case 'open': {
            assertBranchForPullRequest(place.target, plan.base);
            const { head, opened, headRefOid } = await apply_open(github, place, plan);
            const findings = await addLabelsAndReviewers(github, place.target, opened, plan);
            if (plan.branch.kind === 'keep' && headRefOid !== head)
                throw new RaceLostError(`branch ${place.target.branch} changed before it was proposed.`);
            return { operation: 'created', pullRequest: opened, findings };
        }
    }
}
/**
 * Closes a pull request with a comment and deletes its branch. Each step leaves it open for the next run to go on, until the branch
 * is gone: what was closed before that would not be looked at again. That the action closes it is written down first, because GitHub
 * closes a pull request by itself when its branch goes. A commit that somebody pushes meanwhile keeps both.
 */
async function apply_close(github, { target, repositoryId }, plan) {
    const { pullRequest, head, body, comment } = plan;
    const words = [
        ...(body === undefined ? [] : [changeTexts(pullRequest, { body })]),
        ...(comment === undefined ? [] : [addComment(pullRequest, comment)]),
    ];
    if (words.length > 0)
        await mutate(github, target, words);
    await mutate(github, target, [moveBranch(repositoryId, target, head, undefined)]);
    await mutate(github, target, [closePullRequest(pullRequest)]);
}
/** Brings the branch and the texts up to date, and adds the labels that are missing. */
async function update(github, place, plan) {
    const { pullRequest, branch, title, body, labels } = plan;
    const isSame = title === undefined && body === undefined;
    const texts = isSame ? undefined : changeTexts(pullRequest, { title, body });
    const { edited } = await change(github, place, branch, texts);
    if (edited)
        assertOpen(edited, branch, pullRequest.number);
    return addLabels(github, place.target, pullRequest, labels);
}
/** @throws RaceLostError when what was said is about another state than the one that was read */
function assertOpen(payload, branch, number) {
    const edited = field(QUERY, payload, 'pullRequest', 'object');
    if (field(QUERY, edited, 'state', 'string') !== 'OPEN')
        throw new RaceLostError(`pull request #${number} was closed or merged in the meantime.`);
    const head = optional(edited, 'headRef', (ref) => oid(field(QUERY, ref, 'target', 'object')));
    if (branch.kind === 'keep' && head !== branch.head)
        throw new RaceLostError(`the branch of pull request #${number} changed after it was read.`);
}
/** @param texts to be replaced in the document that moves the branch, or alone */
async function change(github, { target, repositoryId }, plan, texts) {
    const more = texts ? [texts] : [];
    if (plan.kind === 'keep') {
        const payloads = texts ? await mutate(github, target, more) : {};
        return { head: plan.head, edited: payloads['updatePullRequest'] };
    }
    const { commit } = plan;
    if (plan.kind === 'extend' && areOrdinary(commit)) {
        const payloads = await mutate(github, target, [commitOnBranch(target, commit), ...more]);
        return { head: commitOf(payloads['createCommitOnBranch']), edited: payloads['updatePullRequest'] };
    }
    const head = await commitObject(github, target, commit);
    // What a person has written since the texts were read is not written over.
    if (texts && !texts.isAsRead(await lookAgain(github, target)))
        throw new RaceLostError('the pull request was edited, closed or merged in the meantime.');
    const move = moveBranch(repositoryId, target, plan.head, head);
    const payloads = await mutate(github, target, [move, ...more]);
    return { head, edited: payloads['updatePullRequest'] };
}
async function apply_open(github, place, plan) {
    if (plan.branch.kind === 'create')
        return openWithBranch(github, place, plan, plan.branch.commit);
    const { head } = await change(github, place, plan.branch);
    return propose(github, place, plan, head);
}
/**
 * A new branch with its pull request, or neither: when GitHub refuses the second step the first is taken back. Not when nobody
 * knows whether it was done: a pull request whose branch goes is closed, and would be taken for one that a person has closed.
 * After a lost race a branch without a commit is taken back, too: the next attempt could not tell it from somebody else's.
 */
async function openWithBranch(github, place, plan, commit) {
    const { target, repositoryId } = place;
    const { count } = github.writes;
    const isOrdinary = areOrdinary(commit);
    let head = isOrdinary ? commit.parent : await commitObject(github, target, commit);
    await mutate(github, target, [createBranch(repositoryId, target, head)]);
    try {
        if (isOrdinary) {
            const payloads = await mutate(github, target, [commitOnBranch(target, commit)], true);
            head = commitOf(payloads['createCommitOnBranch']);
        }
        github.writes.commit = head;
        return await propose(github, place, plan, head, true);
    }
    catch (error) {
        const isUnused = error instanceof RaceLostError && head === commit.parent;
        const isRefused = isRefusal(error) && github.writes.unknown.length === 0;
        if (isUnused || isRefused)
            await withdraw(github, place, head, count);
        throw error;
    }
}
/** Deletes the branch of this run. Where that fails too, the branch is among what the failed run says that it has written. */
async function withdraw(github, { target, repositoryId }, head, count) {
    try {
        await mutate(github, target, [moveBranch(repositoryId, target, head, undefined)]);
        github.writes.forgetSince(count);
    }
    catch {
        // The first error is the one to tell.
    }
}
/** What GitHub says where the repository's plan has none. */
const NO_DRAFTS = /Draft pull requests are not supported/;
/** Opens the pull request, never in one document with the branch: one that somebody else made first would be proposed. */
async function propose(github, { target, repositoryId }, plan, head, isNewBranch = false) {
    const create = async (draft) => mutate(github, target, [createPullRequest(repositoryId, target, { ...plan, draft }, head)], isNewBranch);
    const { createPullRequest: payload } = await create(plan.draft !== false).catch((error) => {
        if (plan.draft === 'where possible' && NO_DRAFTS.test(String(error)))
            return create(false);
        throw error;
    });
    github.writes.hasOpened = true;
    const opened = field(QUERY, payload, 'pullRequest', 'object');
    const [number, url] = [pullNumber(QUERY, opened), webAddress(QUERY, opened, 'url')];
    return { head, opened: { number, url }, headRefOid: oid(opened, QUERY, 'headRefOid') };
}

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 10 modules
var github = __webpack_require__(1918);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var plugin_retry_dist_bundle = __webpack_require__(9735);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var plugin_throttling_dist_bundle = __webpack_require__(6856);
// EXTERNAL MODULE: ./build/network/index.js + 9 modules
var network = __webpack_require__(8227);
;// CONCATENATED MODULE: ./build/github/usable-answers.js

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
        const { status } = answer;
        if (!(answer.ok ? isGraphqlAnswer(content) : isObject(content)))
            return instead(answer, status >= 400 && status < 600 ? status : NOT_OF_GITHUB, STRANGE);
        const limit = answer.ok ? secondaryLimit(content) : undefined;
        return limit === undefined ? answer : instead(answer, 403, limit);
    };
}
function instead({ headers }, status, message) {
    const json = new Headers([...headers]);
    json.set('content-type', 'application/json');
    return new Response(JSON.stringify({ message }), { status, headers: json });
}
/**
 * GraphQL may tell a secondary rate limit with status 200. The throttling plugin would take it for the other limit, and wait for its
 * end in place of Retry-After.
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit
 */
function secondaryLimit(content) {
    if (hasPart(content))
        return undefined;
    return content.errors?.find(({ message }) => /\bsecondary rate\b/i.test(message))?.message;
}
/** Some mutations of a document were carried out, and others met a rate limit. */
function isPartlyLimited(content) {
    return hasPart(content) && (content.errors?.some(({ type }) => type === 'RATE_LIMITED') ?? false);
}
const hasPart = ({ data }) => Object.values(data ?? {}).some((part) => part !== null);
const STRANGE = "an answer that is not GitHub's";
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

;// CONCATENATED MODULE: ./build/github/client.js







/** What is refused stays refused; 403 and 429 are waited for elsewhere where they are limits. */
const REFUSALS = Array.from({ length: 100 }, (_, index) => 400 + index);
/**
 * A client for GitHub's API that waits between writes as GitHub asks, repeats what failed with 5xx or a rate limit, and goes
 * through the proxy that `https_proxy` and `no_proxy` name.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
function connect(connection) {
    const { token, apiUrl, repository, fetch, deadline, wait, log, pace } = connection;
    const clock = pace && { retryAfterBaseValue: pace.retryAfterBaseValue };
    const client = (0,github/* getOctokit */.Q)(token, {
        baseUrl: apiUrl,
        log: { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug },
        request: { fetch: usable((0,network/* retrying */.R$)(sized(fetch), { warning: log.warning, wait }, isOtherLimit)) },
        retry: { doNotRetry: REFUSALS, ...clock },
        throttle: {
            ...clock,
            ...pace?.queues,
            id: repository,
            onRateLimit: onLimit(log, 'rate limit'),
            onSecondaryRateLimit: onLimit(log, 'secondary rate limit'),
        },
    }, 
    // The first one is the innermost and sees every try.
    noteTries(deadline), plugin_retry_dist_bundle/* retry */.L, plugin_throttling_dist_bundle/* throttling */.A);
    client.hook.after('request', (response, { method, url }) => {
        if (response.status !== 204 && typeof response.data !== 'object') {
            throw new UnexpectedAnswerError(`${method} ${url}`, 'a body that is not JSON');
        }
    });
    client.hook.error('request', (error, { method, url }) => {
        if (error.status === NOT_OF_GITHUB)
            throw new UnexpectedAnswerError(`${method} ${url}`, STRANGE);
        throw error;
    });
    // It contains the others: what it is told of besides requests are their pauses.
    client.hook.wrap('request', (request, options) => {
        const { method, url } = client.request.endpoint(options);
        // The plugins count repetitions in this object, which all requests of a client would share.
        options.request = { ...options.request };
        const send = async () => request(options);
        return deadline.during((0,network/* pauseBefore */.GB)(`${method} ${url}`), send, [(0,network/* answerTo */.oy)(method, url)]);
    });
    const pauses = [0.5, 1, 1.5, 2, 2.5, 3];
    return { request: client.request, graphql: client.graphql, writes: connection.writes, wait, pauses };
}
/** Whether the throttling plugin waits for a limit and sends the request again. */
const onLimit = (log, name) => (retryAfter, { method, url }, _, retries) => {
    if (retries >= 2 || retryAfter > network/* MAX_WAIT */.nC)
        return false;
    log.warning(`GitHub's ${name} has been reached at ${method} ${url}; trying again in ${retryAfter} seconds.`);
    return true;
};
/** A plugin that notes at each try what it writes and whether its answer is lost, and ends what it is of no use to repeat. */
const noteTries = (deadline) => ({ hook }) => {
    hook.wrap('request', async (request, options) => {
        const plugins = options.request;
        const { writes = [] } = plugins;
        await deadline.admitted();
        for (const write of writes)
            write.state = 'sent';
        try {
            const response = await request(options);
            // The throttling plugin would send all of it again.
            if (writes.length > 0 && isPartlyLimited(response.data))
                throw new dist_bundle/* GraphqlResponseError */.rp(options, response.headers, response.data);
            return response;
        }
        catch (error) {
            if (!isAnswered(error) && !(error instanceof dist_bundle/* GraphqlResponseError */.rp))
                for (const write of writes)
                    write.isLost = true;
            if ((0,network/* isLasting */.dJ)(error))
                plugins.retries = 0;
            throw error;
        }
    });
    return {};
};
/**
 * A 429 that is not one of GitHub's own rate limits, which the throttling plugin knows, but comes from something before it. Whatever was
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

;// CONCATENATED MODULE: ./build/github/explain.js





const UNEXPECTED = 'Unexpected answer. If it happens again, report it with this message.';
const TROUBLE = 'GitHub is having problems. It is safe to run again.';
const RATE_LIMIT = "GitHub's rate limit is used up{until}. Run again later, or spread the runs out.";
const APP_TOKEN = 'pass a GitHub App token as token';
const needs = (permission) => `The token lacks the permission for this in {repository}. In the workflow's own repository, give the job "permissions: ${permission}"; in another repository, the GitHub App or fine-grained token needs ${permission.replace(':', '')}.`;
const NEEDS_PULL_REQUESTS = needs('pull-requests: write');
const NEEDS_CONTENTS = needs('contents: write');
/**
 * Refusals that people really meet, by "code request" where the pattern begins with ^, else by message, and which setting changes
 * them. The first match wins; messages of REST and GraphQL are alike, and what an organisation forbids comes before what a token lacks.
 * @see https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-allowed-ip-addresses-for-your-organization
 * @see https://docs.github.com/en/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization
 * @see https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
const EXPLANATIONS = [
    [/^(?:429|RATE_LIMITED) /, RATE_LIMIT],
    [
        /^401 /,
        'The token is not valid. Check the token input: it may be empty, expired, revoked or for another GitHub server.',
    ],
    [
        /not permitted to create or approve pull requests/,
        `Enable "Allow GitHub Actions to create and approve pull requests" in the settings of {repository} (Actions, General; a setting of the organisation may lock it), or ${APP_TOKEN}.`,
    ],
    [/archived so is read-only/, 'Unarchive {repository}, or set config-repository to another repository.'],
    [
        /repository is empty/i,
        '{repository} has no commit yet, so a pull request has nothing to start from. Commit a README to it first.',
    ],
    [
        /Reference update failed|Ref cannot be created/,
        'A branch of {repository} is in the way of branch "{branch}": git cannot keep both "a" and "a/b". Rename it, or set the branch input to a different name.',
    ],
    [
        /Draft pull requests are not supported/,
        'The plan of {repository} has no draft pull requests. Remove draft: true.',
    ],
    [
        /IP allow list/,
        'The IP allow list of {owner} does not have the address of this runner. Use a runner whose address is on it, or ask an owner of the organisation to add the address (Settings, Authentication security).',
    ],
    [
        /SAML/,
        'Authorise the token for single sign-on with the organisation {owner}, or use a GitHub App token.',
    ],
    [
        /if the token.s lifetime/,
        `Give the fine-grained token an expiry date that {owner} accepts, or ${APP_TOKEN}, which expires after an hour.`,
    ],
    [
        /forbids access via a (?:fine-grained )?personal access token/,
        `{owner} does not accept this kind of token. Instead, ${APP_TOKEN}.`,
    ],
    [
        /OAuth App access restrictions/,
        `The token belongs to an OAuth app that {owner} has not approved. Ask an owner to approve it, or ${APP_TOKEN}.`,
    ],
    [
        /secret detected|cannot contain secrets|push protection/i,
        'Push protection found something in {path} that looks like a secret. Remove it from the values, from the file on the base branch or from the template. If it is not a secret, ask somebody who can bypass push protection of {repository} to allow it.',
    ],
    [
        /commit message must/i,
        'A rule of {repository} restricts commit messages. Set the commit-message input to one that it accepts. The action adds lines such as "Mobile-SSO-Path: …" at the end, so the rule must allow text after it.',
    ],
    [
        /(?:branch|ref(?:erence)?) name must/i,
        'A rule of {repository} restricts branch names, and "{branch}" does not match it. Set the branch input to a different name.',
    ],
    [
        /\bfile (?:path|extension|size)\b/i,
        "A rule of {repository} restricts the files that can be pushed to any branch. Use a different path in config-path (and wsadmin-script), or exempt the token's identity from the rule.",
    ],
    [
        /verified signature|(?:author|committer) email must/i,
        `A rule of {repository} restricts who can commit, or requires signed commits. GitHub signs the commits of apps: omit the token input, or ${APP_TOKEN}; or exempt the token's identity from the rule.`,
    ],
    [
        /updateRefs' doesn't exist|UpdateRefsInput/,
        "This GitHub Enterprise Server is too old for updateRefs, which moves a branch without losing commits. Delete the pull request's branch by hand, then run again.",
    ],
    [/doesn't exist/, 'This GitHub Enterprise Server is too old for this action. Update the server.'],
    [
        /rule violation|protected|through a pull request|creations being restricted|Cannot force-push/i,
        "A rule protects branch {branch} of {repository}. Exempt the token's identity from it in the settings (Rules, Rulesets, or Branches), or set the branch input to a different name.",
    ],
    [/rate limit|abuse/i, RATE_LIMIT],
    [
        /No common ancestor/,
        'Branch {branch} has no commit in common with the base. Delete it, or set the branch input to a different name.',
    ],
    [/^40[34] (?:POST|PATCH) \/repos\/[^/]+\/[^/]+\/(?:pulls|issues)\b/, NEEDS_PULL_REQUESTS],
    [/^40[34] (?:POST|PUT|PATCH|DELETE) /, NEEDS_CONTENTS],
    [/^(?:403|FORBIDDEN|INSUFFICIENT_SCOPES) .*(?:\/pulls\b|PullRequest|addComment)/, NEEDS_PULL_REQUESTS],
    [/^(?:403|FORBIDDEN|INSUFFICIENT_SCOPES) /, NEEDS_CONTENTS],
    [
        /^(?:404|NOT_FOUND) /,
        "The repository {repository} does not exist, or the token has no access to it. Check config-repository. GITHUB_TOKEN works only in the workflow's own repository: for another one, set token to a GitHub App token or a fine-grained personal access token.",
    ],
    [/not accessible/i, NEEDS_CONTENTS],
];
/**
 * An error of this folder as one that the administrator can act on; others are returned as they are.
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
 */
function explain(error, target) {
    const explained = textOf(error, target);
    return explained === undefined ? error : new ConfigRepositoryError(explained, { cause: error });
}
function textOf(error, target) {
    if (error instanceof UnexpectedAnswerError)
        return `${error.message} Check that GITHUB_API_URL is GitHub's REST API and that no proxy answers instead of it.`;
    if (error instanceof dist_src/* RequestError */.G)
        return requestText(error, target);
    if (isRateLimit(error)) {
        const { response } = error;
        return graphqlText({ type: 'RATE_LIMITED', message: error.message }, resetOf(response?.headers), target);
    }
    if (!(error instanceof dist_bundle/* GraphqlResponseError */.rp))
        return undefined;
    const [first] = error.errors?.filter((each) => !isMissingFile(each)) ?? [];
    return graphqlText(first ?? error, resetOf(error.headers), target);
}
function requestText(error, target) {
    const { status, message, response } = error;
    const request = `${error.request.method} ${new URL(error.request.url, 'https://api.github.com').pathname}`;
    if (!response) {
        const { reason, cure } = (0,network/* failureOf */.g5)(error.cause ?? error);
        return `${request} got no answer from GitHub: ${reason}. ${cure}`;
    }
    const apiRequest = request.replace(/^(\S*) .*?\/repos\//, '$1 /repos/');
    const refusal = { code: String(status), message, request: apiRequest, reset: resetOf(response.headers) };
    const cure = status >= 500 ? TROUBLE : cureOf(refusal, target);
    return `${request} was answered with ${status}: ${sentence(message)} ${cure}`;
}
function graphqlText(error, reset, target) {
    const { type = '', message, path } = error;
    const request = Array.isArray(path) ? path.join('.') : '';
    const cure = isTrouble(error) ? TROUBLE : cureOf({ code: type, message, request, reset }, target);
    return `POST /graphql was answered with ${type || 'an error'}: ${sentence(message)} ${cure}`;
}
function cureOf({ code, request, message, reset }, target) {
    const match = EXPLANATIONS.find(([refusal]) => refusal.test(refusal.source.startsWith('^') ? `${code} ${request}` : message));
    const until = reset > 0 && reset < LATEST ? ` until ${new Date(reset * 1000).toISOString()}` : '';
    const names = { ...target, repository: `${target.owner}/${target.repo}`, until };
    return (match?.[1] ?? UNEXPECTED).replaceAll(/\{(owner|repository|branch|path|until)\}/g, (_, name) => `${names[name]}`);
}
/** Seconds since 1970 that are still a date. */
const LATEST = 8.64e12;
const resetOf = (headers = {}) => Number(headers['x-ratelimit-reset']);
/** GitHub's words as a sentence on one line, without the link that Octokit appends. */
function sentence(words) {
    const text = words
        .replaceAll(/\s+/g, ' ')
        .trim()
        .replace(/ - https:\/\/\S+$/, '');
    return /[.!?]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./build/github/index.js










/***/ }),

/***/ 5935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ fingerprint)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _desired_state_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9065);


/**
 * A short name for a set of wanted values; it changes when any of them changes in meaning. A script that is kept beside the file has a part
 * of its own, because a check asks about the values alone, see {@link isForSameValues}.
 * @param origin a proposal from the skeleton has a name of its own: whoever closes it has not decided about the server's file
 */
function fingerprint(path, settings, scripts = [], origin = 'file') {
    const values = settings.map((setting) => [(0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_1__/* .settingName */ .QX)(setting), (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_1__/* .meaning */ .ak)(setting, setting.value)]);
    const file = [path, values, ...(origin === 'skeleton' ? [origin] : [])];
    return [file, ...scripts.map(({ path: kept, bytes }) => [kept, Buffer.from(bytes).toString()])]
        .map(shortHash)
        .join('-');
}
function shortHash(wanted) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16);
}


/***/ }),

/***/ 6238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ planRegistration)
/* harmony export */ });
/* harmony import */ var _entra_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3882);
/* harmony import */ var _network_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8227);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7806);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9226);




/**
 * Reads the app registration and decides; nothing is loaded where the run leaves it alone.
 * @throws AppRegistrationError; ProblemsError when it is to be changed and cannot be given what is wanted
 */
async function planRegistration(run) {
    const { request, progress } = run;
    if (!request)
        return undefined;
    const { applyRegistration, planRegistration: plan } = await (0,_entra_index_js__WEBPACK_IMPORTED_MODULE_0__/* .loadReconcile */ .fQ)();
    const surroundings = surroundingsOf(run);
    const planned = await plan(request, surroundings);
    const { registration, drift, audit } = planned;
    const findings = [...(request.reconcile === 'check' ? drift : []), ...audit];
    const reported = {
        reconcile: request.reconcile,
        clientId: request.signIn.clientId,
        displayName: registration.displayName,
        objectId: registration.objectId,
        changes: planned.plan.changes,
        findings,
        isChanged: false,
    };
    progress.findings = [...progress.findings, ...findings];
    progress.registration = reported;
    if (request.reconcile === 'apply') {
        progress.differs ||= planned.plan.problems.length > 0;
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_2__/* .throwIfAny */ .MI)(planned.plan.problems);
    }
    return { reported, apply: () => applyRegistration(planned, request, surroundings) };
}
function surroundingsOf({ world, reporter, secrets, progress, signIns }) {
    return {
        fetchOnce: world.fetch,
        environment: world.environment,
        signIns,
        fetch: (0,_network_index_js__WEBPACK_IMPORTED_MODULE_1__/* .retrying */ .R$)(world.fetch, { warning: reporter.warning, wait: world.wait }),
        mask: (0,_run_js__WEBPACK_IMPORTED_MODULE_3__/* .masking */ .Lq)(world.core, secrets).setSecret,
        wait: world.wait,
        changed: () => {
            progress.azure = 'changed';
        },
        inDoubt: (isInDoubt) => {
            progress.azure = isInDoubt ? 'in doubt' : 'unchanged';
        },
    };
}


/***/ }),

/***/ 5519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ connectRepository),
/* harmony export */   l: () => (/* binding */ tellName)
/* harmony export */ });
/* harmony import */ var _github_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9451);
/* harmony import */ var _wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6322);
/* harmony import */ var _network_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3749);



function connectRepository({ world, reporter, workspace, inputs, progress }) {
    const { mode, configRepository, configPath, branch, base, token, wsadminScript } = inputs;
    const { GITHUB_REPOSITORY } = world.environment;
    // A check is about what the phones get; which release's scripts lie beside it makes no difference to them.
    const scriptPaths = mode === 'check' ? [] : (0,_wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_2__/* .keptScripts */ .nO)(wsadminScript).map((script) => script.path);
    const target = { ...configRepository, path: configPath, branch, base, scriptPaths };
    const repository = `${target.owner}/${target.repo}`;
    const apiUrl = (0,_network_js__WEBPACK_IMPORTED_MODULE_1__/* .apiUrlOf */ .p)(world.environment);
    const isCheckedOut = repository === GITHUB_REPOSITORY && workspace.exists(configPath);
    const writes = new _github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .Writes */ .tg();
    progress.writes = writes;
    const { fetch, deadline, wait, pace } = world;
    // GitHub asks for pauses between writes, which its client makes between questions, too. A check has no writes: the questions
    // about different files need not wait for each other.
    const queue = mode === 'check' ? `${repository} ${configPath}` : repository;
    return {
        github: (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .connect */ .Ng)({ token, apiUrl, repository: queue, fetch, deadline, writes, wait, log: reporter, pace }),
        target,
        repository,
        workspacePath: isCheckedOut ? configPath : undefined,
        explained: (error) => {
            throw (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(error, target);
        },
    };
}
/** Of a repository that was renamed, or whose owner was, people have to know. */
function tellName({ warning }, asked, now) {
    if (now === asked)
        return;
    warning(`${asked.owner}/${asked.repo} is now called ${now.owner}/${now.repo}. Correct config-repository: somebody else may take the old name.`);
}


/***/ }),

/***/ 6602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ restEndpointMethods),
/* harmony export */   u: () => (/* binding */ paginateRest)
/* harmony export */ });
/** In the place of Octokit's plugins for REST: src/github/routes.ts has the routes that are used. */
const restEndpointMethods = () => ({})
const paginateRest = () => ({})


/***/ }),

/***/ 7068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ fetch)
/* harmony export */ });
/** In the place of undici: the action hands Octokit the fetch of its own. */
function fetch() {
  throw new Error('undici is not in dist.')
}


/***/ })

};
