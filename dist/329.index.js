export const id = 329;
export const ids = [329];
export const modules = {

/***/ 4080:
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

// EXTERNAL MODULE: ./build/findings.js
var build_findings = __webpack_require__(3876);
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
/** GraphQL's words for a failure of its own, which answers with status 200. */
const isTrouble = ({ type, message }) => /^(INTERNAL|SERVICE_UNAVAILABLE)$/.test(type ?? '') || /timed? ?out|something went wrong/i.test(message);
/** The throttling plugin throws this instead of an answer with an error of type RATE_LIMITED. */
const isRateLimit = (error) => error instanceof Error && /GraphQL Rate Limit/.test(error.message);
/** GitHub answered, and the answer is about the request. A gateway that gave up waiting does not say what became of it. */
function isAnswered(error) {
    return error instanceof dist_src/* RequestError */.G && error.response !== undefined && error.status < 500;
}
/** GitHub says that it did not do it. */
function isRefusal(error) {
    if (error instanceof dist_bundle/* GraphqlResponseError */.rp)
        return !error.errors?.some(isTrouble);
    return error instanceof NewBranchMissedError || isRateLimit(error) || isAnswered(error);
}

// EXTERNAL MODULE: ./build/github/marker.js
var marker = __webpack_require__(4878);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/github/state.js

/** The paths of all files, mobile-config.xml first. */
const pathsOf = ({ path, scriptPaths }) => [path, ...scriptPaths];
/** The folders that the files lie in. */
function foldersOf(target) {
    const above = pathsOf(target).flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)));
    return [...new Set(above)];
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


/**
 * A part of an answer, whose fields are checked as they are read. GitHub's description promises their types, but a proxy or a
 * misconfigured GITHUB_API_URL answers anything, and a wrong type must not become a wrong decision.
 * All methods but `has` throw UnexpectedAnswerError.
 */
class AnswerPart {
    #fields;
    #request;
    /** @param request "GET /repos/{owner}/{repo}", for the error */
    constructor(answer, request = 'POST /graphql') {
        this.#fields = Object(answer);
        this.#request = request;
    }
    has(name) {
        return (this.#fields[name] ?? undefined) !== undefined;
    }
    /** @param form where the text becomes a part of something else */
    text(name, form = /^/) {
        return this.#checked(name, (value) => typeof value === 'string' && form.test(value));
    }
    /** The name of an object in git, which becomes a part of what is written. */
    oid(name = 'oid') {
        return this.text(name, /^[0-9a-f]{40}$/);
    }
    /** It becomes a link in what people read. */
    webAddress(name) {
        return this.text(name, /^https?:\/\/[^\s()<>[\]"`|\\]+$/);
    }
    /** A whole number. */
    number(name, least = 0) {
        return this.#checked(name, (value) => Number.isSafeInteger(value) && Number(value) >= least);
    }
    flag(name) {
        return this.#checked(name, (value) => typeof value === 'boolean');
    }
    part(name) {
        return new AnswerPart(this.#checked(name, (value) => Object(value) === value), this.#request);
    }
    /** @returns undefined for null, which the schema allows there */
    optional(name) {
        return this.#fields[name] === null ? undefined : this.part(name);
    }
    list(name) {
        const list = this.#checked(name, Array.isArray);
        return list.map((each) => new AnswerPart(each, this.#request));
    }
    /** The list in a connection of GraphQL. */
    nodes(name) {
        return this.part(name).list('nodes');
    }
    #checked(name, isUsable) {
        const value = this.#fields[name];
        if (isUsable(value))
            return value;
        throw new UnexpectedAnswerError(this.#request, `no usable "${name}"`);
    }
}
/** What a check looks at. @throws UnexpectedAnswerError for what GitHub's schema rules out */
function readCheck(repository, target) {
    const object = repository.optional('base');
    const commit = object?.has('target') ? object.optional('target') : object;
    // Of what is no commit the query asks for nothing.
    const base = commit?.has('oid') ? readTip(commit, target) : undefined;
    return { ...readRepository(repository, target), base };
}
/** What a decision is made upon. @throws UnexpectedAnswerError for what GitHub's schema rules out */
function readDecision(repository, target) {
    const [base, branch] = ['base', 'branch'].map((name) => repository.optional(name)?.part('target'));
    const folders = foldersOf(target);
    const steps = branch?.nodes('history').map((step) => readStep(step, target));
    return {
        ...readRepository(repository, target, readPullRequests(repository, 'closedPullRequests')),
        base: base && readTip(base, target, folders),
        /** The last hundred commits. */
        baseHistory: new Set(base?.nodes('history').map((step) => step.oid())),
        /** With its last ten commits by their names. */
        branch: branch && {
            ...readTip(branch, target, folders),
            history: new Map(steps?.map((step) => [step.commit, step])),
        },
    };
}
function readRepository(repository, target, closed) {
    const open = readPullRequests(repository, 'openPullRequests');
    return {
        target: underCurrentName(target, repository),
        repositoryId: repository.text('id'),
        /** Undefined for a repository without a commit. */
        defaultBranch: repository.optional('defaultBranchRef')?.text('name'),
        /** Of this repository's branch, the open ones first, and the latest first. */
        pullRequests: [...open.found, ...(closed?.found ?? [])],
        hasMoreOpen: open.hasMore,
        hasMoreClosed: closed?.hasMore ?? false,
        /** Where their next pages begin. */
        next: { openAfter: open.endCursor, closedAfter: closed?.endCursor },
    };
}
/** GraphQL answers for a repository that was renamed by its old name, too. It becomes a part of addresses. */
function underCurrentName(target, repository) {
    const name = repository.text('nameWithOwner', /^\w[\w-]*\/(?!\.{1,2}$)[\w.-]+$/);
    const [owner, repo] = name.split('/');
    const isSame = name.toLowerCase() === `${target.owner}/${target.repo}`.toLowerCase();
    return isSame ? target : { ...target, owner, repo };
}
/** @param folders those that the question is about, see {@link foldersOf} */
function readTip(commit, target, folders = []) {
    const isOther = (entry) => entry !== undefined && entry.text('type') !== 'tree';
    return {
        ...readCommit(commit, target, readContent),
        tree: commit.part('tree').oid(),
        /** Where a file ought to be in a folder and there is something else, which a commit would delete. */
        inTheWay: folders.find((_, index) => isOther(commit.optional(`folder${index}`))),
    };
}
function readStep(step, target) {
    const count = 'changedFilesIfAvailable';
    return {
        ...readCommit(step, target, readEntry),
        message: step.text('message'),
        changedFiles: step.has(count) ? step.number(count) : undefined,
        parents: step.nodes('parents').map((parent) => readCommit(parent, target, readEntry)),
    };
}
/** What a commit has at each of {@link pathsOf}; undefined for what is not there. */
function readCommit(commit, target, read) {
    const name = commit.oid();
    const entries = pathsOf(target).map((_, index) => commit.optional(`file${index}`));
    return { commit: name, entries: entries.map((entry) => entry && read(entry)) };
}
const readEntry = (entry) => ({ blob: entry.oid(), mode: entry.number('mode') });
function readContent(entry) {
    const type = entry.text('type');
    const blob = type === 'blob' ? entry.part('object') : undefined;
    return {
        ...readEntry(entry),
        /** "blob", "tree" or "commit" */
        type,
        /** Undefined where GitHub takes the content for none. It need not be the content: encodings are guessed, and long ones cut. */
        text: blob?.has('text') ? blob.text('text') : undefined,
    };
}
function readPullRequests(repository, name) {
    const own = repository.text('id');
    const page = repository.part(name).part('pageInfo');
    return {
        // The head is looked for by the branch's name alone, in forks, too.
        found: repository.nodes(name).flatMap((node) => {
            const pull = readPullRequest(node);
            return node.optional('headRepository')?.text('id') === own ? [pull] : [];
        }),
        hasMore: page.flag('hasNextPage'),
        endCursor: page.has('endCursor') ? page.text('endCursor') : undefined,
    };
}
function readPullRequest(node) {
    return {
        number: node.number('number', 1),
        id: node.text('id'),
        url: node.webAddress('url'),
        state: readState(node),
        title: node.text('title'),
        body: node.text('body'),
        labels: (node.optional('labels')?.list('nodes') ?? []).map((label) => label.text('name')),
        base: node.text('baseRefName'),
        comments: node.has('comments') ? node.nodes('comments').map((comment) => comment.text('body')) : [],
    };
}
/** Who closed it last decides: a bot for stale pull requests decides nothing about the values. */
function readState(node) {
    const state = node.text('state');
    if (state === 'OPEN')
        return 'open';
    if (state === 'MERGED')
        return 'merged';
    const actor = node.nodes('timelineItems')[0]?.optional('actor');
    return actor?.text('__typename') === 'Bot' ? 'closed by a bot' : 'closed';
}

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
/** A commit of the files that differ. @param isRecognisable later runs may take it for the action's */
function newCommit(target, wanted, on, isRecognisable) {
    const before = [on.file, ...on.scripts];
    const file = { path: target.path, bytes: wanted.file.bytes };
    const all = [named(file), ...wanted.scripts.map(named)];
    const files = all.flatMap(({ path, bytes, blob }, index) => {
        const replaced = before[index];
        return replaced?.blob === blob ? [] : [{ path, bytes, mode: replaced?.mode ?? '100644' }];
    });
    const isAboutScripts = wanted.scripts.length > 0 && files[0]?.path !== target.path;
    const text = isAboutScripts ? wanted.scriptsMessage : wanted.file.message;
    const message = isRecognisable ? commitMessage(text, ...all) : text;
    return { files, message, parent: on.commit, tree: on.tree };
}
const named = (file) => ({ ...file, blob: blobSha(file.bytes) });
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
const isMergedWork = (last, { isMarked }, { path }) => isMarked && isOwnWork([last], [], path);
/**
 * What the branch has that the base has not, from the last commits of both: commit by commit down to one that the base has.
 * @returns undefined where these do not tell: the base has gone on for long, something was merged into the branch, or a commit that
 * says that it is this action's changes something else
 */
function workOf(history, baseHistory, tips, target) {
    const added = [];
    let at = tips.head;
    while (!baseHistory.has(at)) {
        const step = history.get(at);
        const [parent, other] = step?.parents ?? [];
        // The last is for an answer that goes round in circles.
        if (!step || !parent || other || added.length === history.size)
            return undefined;
        added.unshift(step);
        at = parent.commit;
    }
    const last = history.get(tips.head);
    if (!last)
        return undefined;
    const known = { isBehind: at !== tips.baseCommit, isAhead: added.length > 0, hasLeftovers: false };
    const [first] = added;
    if (!first)
        return { ...known, isOwnWork: isMergedWork(summary(last), tips, target) };
    const commits = added.map(summary);
    const isCounted = (step) => step.changedFiles === changes(step, step, target).length;
    if (isOwnWork(commits, [], target.path) && !added.every(isCounted))
        return undefined;
    return { ...known, isOwnWork: isOwnWork(commits, changes(first, last, target), target.path) };
}
const summary = ({ message, parents }) => ({ message, parents: parents.length });
/** The files of this action that differ between the parent of one commit and another, as this has them; one that has gone has no name. */
function changes({ parents }, { entries }, target) {
    return pathsOf(target).flatMap((path, index) => {
        const [from, to] = [parents[0]?.entries[index], entries[index]];
        return from?.blob === to?.blob && from?.mode === to?.mode ? [] : [{ path, blob: to?.blob ?? '' }];
    });
}
const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}';
/**
 * The same by a comparison, which goes further back and names every file.
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
async function compareBranch(github, target, tips) {
    const { owner, repo, path } = target;
    const basehead = `${tips.baseCommit}...${tips.head}`;
    const { data } = await github.request(COMPARE, { owner, repo, basehead, per_page: 100 });
    const compared = new AnswerPart(data, COMPARE);
    const commits = compared.list('commits').map(comparedCommit);
    const files = compared
        .list('files')
        .map((file) => ({ path: file.text('filename'), blob: file.text('sha') }));
    const ahead = compared.number('total_commits');
    return {
        isBehind: compared.number('behind_by') > 0,
        isAhead: ahead > 0,
        isOwnWork: ahead === 0
            ? isMergedWork(comparedCommit(compared.part('merge_base_commit')), tips, target)
            : ahead === commits.length && isOwnWork(commits, files, path),
        hasLeftovers: files.some((changed) => !pathsOf(target).includes(changed.path)),
    };
}
const comparedCommit = (commit) => ({
    message: commit.part('commit').text('message'),
    parents: commit.list('parents').length,
});

;// CONCATENATED MODULE: ./build/github/decide.js





/** What is decided without a look at the pull request branch. @returns undefined where that matters: see {@link decide} */
function decideOnBase(state, wanted) {
    const { pullRequest, target } = state;
    if (holds(state.base, wanted))
        return pullRequest?.state === 'open' ? undefined : AS_WANTED;
    const closed = closedByPerson(state, wanted, 'these values');
    return closed && leftAlone(target, closed, 'closed by a person');
}
/**
 * Whether a commit would go on top of what others have made on the branch, or of what was there before: that is added to and never
 * replaced. A branch with the action's own name that has nothing of its own is left over from a run that lost a race.
 */
function addsTo(state, wanted, branch) {
    const isAbandoned = wanted.isBranchNameDerived && branch.isBehind && !branch.isAhead;
    const isClosed = closedByPerson(state, wanted, 'unknown values') !== undefined;
    return !holds(state.base, wanted) && !isClosed && !branch.isOwnWork && !isAbandoned;
}
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
    if (holds(state.base, wanted)) {
        if (!open || !branch)
            return AS_WANTED;
        if (!branch.isOwnWork)
            return leftAlone(target, open, 'has work of others');
        if (elsewhere)
            return leftAlone(target, open, 'proposed elsewhere', elsewhere);
        return closing(open, branch, wanted);
    }
    const closed = closedByPerson(state, wanted, 'unknown values');
    if (branch && closed)
        return leftAlone(target, closed, 'closed without a marker');
    const change = branch && changeOf(state, wanted, branch, onBranch);
    if (!open || !branch || !change)
        return opening(state, wanted, branch, change);
    const title = open.title === wanted.title ? undefined : wanted.title;
    const body = isSameText(open.body, wanted.body) ? undefined : wanted.body;
    // GitHub keeps label names as they were created but compares them without case.
    const existing = new Set(open.labels.map((label) => label.toLowerCase()));
    const labels = wanted.labels.filter((label) => !existing.has(label.toLowerCase()));
    const isSame = title === undefined && body === undefined && labels.length === 0;
    if (change.kind === 'keep' && isSame)
        return { kind: 'nothing', pullRequest: open, findings: [] };
    return { kind: 'update', pullRequest: open, branch: change, title, body, labels };
}
const AS_WANTED = { kind: 'nothing', pullRequest: undefined, findings: [] };
/** Whether the file and the scripts are there as they are wanted. */
function holds({ file, scripts }, wanted) {
    const found = [file, ...scripts];
    const all = [wanted.file, ...wanted.scripts];
    return found.length === all.length && all.every(({ bytes }, index) => found[index]?.blob === blobSha(bytes));
}
/** A body that is marked already is from a run that did not come to its end, which may have commented. */
function closing(pullRequest, { commit: head }, wanted) {
    const marked = (0,marker/* markClosed */.W)(pullRequest.body, wanted.fingerprint);
    const body = marked === pullRequest.body ? undefined : marked;
    const isThere = !body && pullRequest.comments.some((each) => isSameText(each, wanted.closingComment));
    return { kind: 'close', pullRequest, head, body, comment: isThere ? undefined : wanted.closingComment };
}
function opening(state, wanted, branch, change) {
    const { base, target, elsewhere } = state;
    if (elsewhere) {
        throw new ConfigRepositoryError(`Pull request #${elsewhere.number} (${elsewhere.url}) proposes branch ${target.branch} for "${elsewhere.base}", ${RACE_ERRORS.proposedElsewhere} "${base.name}". Close it or change its base back to "${base.name}". If "${elsewhere.base}" is right, set base: ${elsewhere.base} and branch: ${target.branch}. For a pull request to each of them, set a different branch.`);
    }
    if (change?.kind === 'keep' && branch && !branch.isAhead) {
        throw new ConfigRepositoryError(`Branch ${target.branch} is an old state of "${base.name}" in which the file already had the desired values, ${RACE_ERRORS.nothingToPropose} Delete it, or set the branch input to a different name.`);
    }
    const { title, body, draft, labels, assignees, reviewers, teamReviewers } = wanted;
    const people = { labels, assignees, reviewers, teamReviewers };
    const plan = change ?? { kind: 'create', commit: newCommit(target, wanted, base, true) };
    return { kind: 'open', base: base.name, branch: plan, title, body, draft, ...people };
}
/**
 * Nothing of other people is ever rebuilt; what is the action's own is one commit on the current base. So is a branch that a run
 * has made and then lost a race over.
 */
function changeOf({ base, target }, wanted, branch, onBranch) {
    const { commit: head, isBehind, hasLeftovers } = branch;
    if (onBranch) {
        const added = { ...wanted, file: onBranch };
        if (holds(branch, added))
            return { kind: 'keep', head };
        // The others' commits may go to the base one day, and then the branch would look like the action's and be deleted.
        const isRecognisable = wanted.isBranchNameDerived;
        return { kind: 'extend', head, commit: newCommit(target, added, branch, isRecognisable) };
    }
    if (holds(branch, wanted) && !isBehind && !hasLeftovers)
        return { kind: 'keep', head };
    return { kind: 'rebuild', head, commit: newCommit(target, wanted, base, true) };
}
/** A branch whose commits need no pull request cannot be the pull request's branch. @throws ConfigRepositoryError */
function assertBranchForPullRequest(target, base, defaultBranch) {
    const { owner, repo, branch } = target;
    if (branch !== base && branch !== defaultBranch)
        return;
    const role = branch === base ? 'the base' : 'the default branch';
    throw new ConfigRepositoryError(`branch: "${branch}" is ${role} of ${owner}/${repo}, so a run would commit to it without a pull request. Omit the input, or name a branch that is only for the pull request.`);
}
/**
 * The pull request that a person has closed without merging it, so that no new one is opened. Where a person replaced the body and the
 * marker with it, nobody can tell over which values: then deleting the branch clears the way.
 */
function closedByPerson({ pullRequest }, wanted, over) {
    if (pullRequest?.state !== 'closed')
        return undefined;
    const kept = (0,marker/* readKept */.DL)(pullRequest.body);
    const isOverThese = kept?.closedByAction === false && kept.wanted === wanted.fingerprint;
    return (over === 'these values' ? isOverThese : !kept) ? pullRequest : undefined;
}
/** Why nothing is done although somebody could expect it, and what people can do. */
function leftAlone({ branch }, { number, url, state }, because, elsewhere) {
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
            `${open} is also proposed for ${elsewhere?.base} (#${elsewhere?.number}), so it is left open.`,
            `Close it, or let the next run close it after #${elsewhere?.number} is merged or closed.`,
        ],
        'has work of others': [
            `${open} contains commits that are not this action's, or existed before it, so it is left open.`,
            'Merge it or close it.',
        ],
    };
    const [what, cure] = texts[because];
    const isOpen = state === 'open';
    const findings = [(0,build_findings/* finding */.gk)(isOpen ? 'MSSO021' : 'MSSO020', { where: url, what, cure })];
    return { kind: 'nothing', pullRequest: isOpen ? { number, url } : undefined, findings };
}
/** The web editor saves CRLF, so line ends are no difference. */
function isSameText(one, other) {
    const normalised = (text) => text.replaceAll('\r\n', '\n').trimEnd();
    return normalised(one) === normalised(other);
}

;// CONCATENATED MODULE: ./build/github/query.js



/** What is asked about each path, which is a variable: file0 is mobile-config.xml. */
const atEach = (name, paths, fields) => paths.map((_, index) => `${name}${index}: file(path: $${name}${index}) { ${fields} }`).join(' ');
const numbered = (name, paths) => Object.fromEntries(paths.map((path, index) => [`${name}${index}`, path]));
/** @param cursors variables that name where the pages of lists begin @param fields of the repository */
const query_document = (target, variables, cursors, fields) => `
query (${Object.keys(variables).map((name) => `$${name}: String!`)}, ${cursors}) {
  repository(owner: $owner, name: $name) { id nameWithOwner defaultBranchRef { name } ${fields} }
}
fragment Files on Commit { oid tree { oid } ${atEach('file', pathsOf(target), '...Content')} }
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
const commonVariables = (target) => ({
    owner: target.owner,
    name: target.repo,
    branch: target.branch,
    ...numbered('file', pathsOf(target)),
});
/**
 * What a check looks at. The base may be any ref: a tag may be an object of its own, and then its commit counts.
 * @throws UnexpectedAnswerError for what GitHub's schema rules out; what GitHub refuses
 */
async function askForCheck(github, target) {
    const variables = { ...commonVariables(target), base: target.base ?? 'HEAD' };
    const fields = `
    base: object(expression: $base) { ...Files ... on Tag { target { ...Files } } }
    ${pullRequests('openPullRequests', '[OPEN]', '$openAfter')}`;
    const query = query_document(target, variables, '$openAfter: String', fields);
    return whole(async (after) => readCheck(await ask(github, query, { ...variables, ...after }), target));
}
/**
 * Everything that it takes to decide about the pull request, at one moment.
 * @throws UnexpectedAnswerError for what GitHub's schema rules out; what GitHub refuses
 * @see https://docs.github.com/en/graphql/reference/objects#repository
 */
async function askForDecision(github, target) {
    const [base, folders] = [target.base, foldersOf(target)];
    const variables = {
        ...commonVariables(target),
        ...numbered('folder', folders),
        head: `refs/heads/${target.branch}`,
        ...(base === undefined ? {} : { base: `refs/heads/${base}` }),
    };
    const tip = `...Files ${atEach('folder', folders, 'type')}`;
    const fields = `
    base: ${base === undefined ? 'defaultBranchRef' : 'ref(qualifiedName: $base)'} {
      target { ... on Commit { ${tip} history(first: 100) { nodes { oid } } } }
    }
    branch: ref(qualifiedName: $head) { target { ... on Commit { ${tip} history(first: 10) { nodes { ...Step } } } } }
    ${pullRequests('openPullRequests', '[OPEN]', '$openAfter', 'nodes { comments(last: 30) { nodes { body } } }')}
    ${pullRequests('closedPullRequests', '[CLOSED, MERGED]', '$closedAfter')}`;
    const query = `${query_document(target, variables, '$openAfter: String, $closedAfter: String', fields)}
fragment Step on Commit { ...Names message changedFilesIfAvailable parents(first: 2) { nodes { ...Names } } }
fragment Names on Commit { oid ${atEach('file', pathsOf(target), 'oid mode')} }`;
    return whole(async (after) => readDecision(await ask(github, query, { ...variables, ...after }), target));
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
/** A file or folder that a commit has not is null, and an error beside the rest of the answer. */
async function ask(github, query, variables) {
    const answer = await github.graphql(query, { ...variables }).catch((error) => {
        const isWhole = error instanceof dist_bundle/* GraphqlResponseError */.rp && error.errors?.every(isMissingFile);
        if (isWhole)
            return error.data;
        throw error;
    });
    return new AnswerPart(answer).part('repository');
}
/** Whether an error only says that there is no such file or folder. */
function isMissingFile({ type, path }) {
    return type === 'NOT_FOUND' && Array.isArray(path) && /^(?:file|folder)\d+$/.test(String(path.at(-1)));
}

;// CONCATENATED MODULE: ./build/github/read.js






/**
 * The file at the base, which may be any ref, and the open pull request of the branch for it.
 * @throws ConfigRepositoryError when the base is missing or the path is not a file; RequestError and GraphqlResponseError
 */
async function readForCheck(github, asked) {
    const answer = await askForCheck(github, asked);
    const { target } = answer;
    const [entry] = knownBase(answer, 'branch, tag or commit').entries;
    const file = entry && (await readFile(github, target, entry));
    return { target, file, open: openPullRequest(answer) };
}
/**
 * Asks for everything that the decision needs, at one moment.
 * @throws ConfigRepositoryError when the base is missing or one of the paths is not a file; RequestError and GraphqlResponseError
 */
async function read_readState(github, asked) {
    const answer = await askForDecision(github, asked);
    const { target, repositoryId, defaultBranch } = answer;
    const { commit, tree, entries, inTheWay } = knownBase(answer, 'branch');
    assertFolders(target, inTheWay);
    const [file, ...scripts] = await Promise.all(entries.map((entry, index) => entry && readFile(github, target, entry, index)));
    return {
        answer,
        target,
        repositoryId,
        defaultBranch,
        base: { name: target.base ?? defaultBranch ?? '', commit, tree, file, scripts },
        ...choosePullRequests(answer),
    };
}
/** The pull request branch, for which GitHub has to compare where the answer does not tell enough; undefined where there is none. */
async function readBranch(github, found) {
    const { answer, target, base, pullRequest } = found;
    const { branch, baseHistory } = answer;
    if (!branch)
        return undefined;
    const { commit, tree, entries, inTheWay, history } = branch;
    assertFolders(target, inTheWay);
    const isMarked = pullRequest !== undefined && (0,marker/* readKept */.DL)(pullRequest.body) !== undefined;
    const tips = { head: commit, baseCommit: base.commit, isMarked };
    const work = workOf(history, baseHistory, tips, target) ?? (await compareBranch(github, target, tips));
    const [file, ...scripts] = entries.map((entry, index) => entry && asFile(target, entry, index));
    return { commit, tree, file, scripts, ...work };
}
/** mobile-config.xml as the pull request branch has it. */
async function readBranchFile(github, { answer, target }) {
    const file = answer.branch?.entries[0];
    return file && readFile(github, target, file);
}
/** What the branch and its pull request are now: where a write that was not answered is looked for. */
async function lookAgain(github, target) {
    const answer = await askForDecision(github, target);
    const head = answer.branch?.commit;
    const tip = answer.branch?.history.get(answer.branch.commit);
    return { head, message: tip?.message, parent: tip?.parents[0]?.commit, open: openPullRequest(answer) };
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
function choosePullRequests({ target, defaultBranch, pullRequests }) {
    const isOpen = ({ state }) => state === 'open';
    const isForBase = ({ base }) => base === (target.base ?? defaultBranch);
    const forBase = pullRequests.filter(isForBase);
    return {
        pullRequest: forBase.find(isOpen) ?? forBase.toSorted((a, b) => b.number - a.number)[0],
        elsewhere: pullRequests.find((each) => isOpen(each) && !isForBase(each)),
    };
}
function openPullRequest(answer) {
    const { pullRequest } = choosePullRequests(answer);
    return pullRequest?.state === 'open' ? pullRequest : undefined;
}
/** For errors. */
const nameOf = (target, index) => `${index === 0 ? 'config-path' : 'wsadmin-script'}: "${pathsOf(target)[index]}"`;
const TYPE_BITS = 0o170000;
const REGULAR_FILE = 0o100000;
const EXECUTABLE = 0o111;
/** A new file below a path that is no folder would delete what is there. @throws ConfigRepositoryError */
function assertFolders(target, inTheWay) {
    if (inTheWay === undefined)
        return;
    const below = pathsOf(target).findIndex((path) => path.startsWith(`${inTheWay}/`));
    throw new ConfigRepositoryError(`${nameOf(target, below)} cannot be there: "${inTheWay}" is no folder in ${target.owner}/${target.repo} but a file, a link or a submodule. Name another path.`);
}
function asFile(target, { blob, mode, type }, index) {
    if (type !== 'blob' || (mode & TYPE_BITS) !== REGULAR_FILE) {
        throw new ConfigRepositoryError(`${nameOf(target, index)} is a folder, a link or a submodule in ${target.owner}/${target.repo}. Name a file.`);
    }
    return { blob, mode: mode & EXECUTABLE ? '100755' : '100644' };
}
/** @param index of its path among {@link pathsOf} */
async function readFile(github, target, entry, index = 0) {
    const file = asFile(target, entry, index);
    return { ...file, bytes: bytesOf(entry) ?? (await readBlob(github, target, entry.blob)) };
}
/** A text that is the whole content, with or without the byte order mark that GitHub takes away; half a file must not become a commit. */
function bytesOf({ text, blob }) {
    if (text === undefined)
        return undefined;
    return [text, `\uFEFF${text}`].map((each) => Buffer.from(each)).find((bytes) => blobSha(bytes) === blob);
}
const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
/** @see https://docs.github.com/en/rest/git/blobs#get-a-blob */
async function readBlob(github, { owner, repo }, blob) {
    const { data } = await github.request(BLOB, { owner, repo, file_sha: blob });
    const bytes = Buffer.from(new AnswerPart(data, BLOB).text('content'), 'base64');
    if (blobSha(bytes) === blob)
        return bytes;
    throw new UnexpectedAnswerError(BLOB, 'content that does not match its "sha"');
}

;// CONCATENATED MODULE: ./build/github/mutate.js




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
/** Sends what may be carried out twice, and remembers what became of it. @throws what GitHub refuses */
async function writing({ request, writes }, what, route, parameters) {
    const write = writes.add(what);
    try {
        const answer = await request(route, { ...parameters, request: { writes: [write] } });
        write.state = 'made';
        return answer;
    }
    catch (error) {
        noteFailure(write, error);
        throw error;
    }
}
/** What was not answered may have been carried out, and then its refusal later on proves nothing. */
function noteFailure(write, error) {
    if (!isRefusal(error))
        write.isLost = true;
    else if (!write.isLost)
        write.state = 'refused';
}
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
 * @returns their payloads by their names
 * @throws RaceLostError when somebody else has written since the state was read; what GitHub refuses
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql#about-mutations
 */
async function mutate(place, mutations, isNewBranch = false) {
    const { github, target } = place;
    const all = mutations.map((each) => ({ ...each, write: github.writes.add(each.what) }));
    let left = all;
    let tries = 0;
    while (left.length > 0) {
        const { data, error } = await send(github, left);
        left = settle(left, github.writes, ({ name }) => Object(data)[name]);
        for (const { write } of left)
            noteFailure(write, error);
        if (left.length === 0)
            break;
        if (isRateLimit(error))
            throw error;
        const document = left.map(({ name }) => name).join(' and ');
        const isRefused = isRefusal(error);
        const refusal = isRefused ? String(error) : '';
        if (isNewBranch && MISSED.test(refusal)) {
            const seconds = github.pauses.shift();
            if (seconds === undefined)
                throw new NewBranchMissedError(target.branch, error);
            const reason = `because GitHub does not show branch ${target.branch} yet`;
            await github.wait(seconds, `${document} is sent again, ${reason}`);
            continue;
        }
        if (left.some(({ race }) => race?.test(refusal)))
            throw new RaceLostError('the branch no longer has anything to propose.', { cause: error });
        if (!isRefused)
            await github.wait(PAUSE, `the check of what happened to ${document}`);
        const seen = await lookAgain(github, target);
        // A refusal may be about what an earlier try has done, whose answer was lost.
        left = settle(left, github.writes, ({ find, isOneForAll, write }) => isRefused && !write.isLost && !isOneForAll ? undefined : find(seen));
        if (left.length === 0)
            break;
        if (TAKEN.test(refusal) || !left.every(({ isAsRead }) => isAsRead(seen)))
            throw new RaceLostError(`branch ${target.branch} or its pull request changed after it was read.`);
        if (isRefused || ++tries === TRIES)
            throw error;
    }
    return new AnswerPart(Object.fromEntries(all.map(({ name, payload }) => [name, payload])));
}
/** Sends what is left. @returns the payloads, and why one is missing: what is refused may have null, or nothing, in its place */
async function send({ graphql }, left) {
    const parameters = left.map(({ name }) => `$${name}: ${name[0].toUpperCase()}${name.slice(1)}Input!`);
    const fields = left.map(({ name, select = 'clientMutationId' }) => `  ${name}(input: $${name}) { ${select} }`);
    const document = `mutation (${parameters.join(', ')}) {\n${fields.join('\n')}\n}`;
    const variables = Object.fromEntries(left.map(({ name, input }) => [name, input]));
    const request = { retries: 0, writes: left.map(({ write }) => write) };
    try {
        const data = await graphql(document, { ...variables, request });
        return { data, error: new UnexpectedAnswerError('POST /graphql', `no usable "${left[0].name}"`) };
    }
    catch (error) {
        return { data: error instanceof dist_bundle/* GraphqlResponseError */.rp ? error.data : undefined, error };
    }
}
/** @param payloadOf what has been carried out @returns what has not */
function settle(left, writes, payloadOf) {
    return left.filter((mutation) => {
        const payload = payloadOf(mutation);
        if (typeof payload !== 'object' || payload === null)
            return true;
        mutation.payload = payload;
        mutation.write.state = 'made';
        if (mutation.brings)
            writes.commit = mutation.brings(new AnswerPart(payload));
        return false;
    });
}

;// CONCATENATED MODULE: ./build/github/labels-and-reviewers.js





const LABEL = 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels';
const ASSIGN = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees';
const REQUEST = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers';
/**
 * Everything that GitHub takes only for a pull request that is there. Where it fails, the pull request is there all the same, which is
 * worth a warning and not a failure.
 * @see https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue
 * @see https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue
 */
async function addLabelsAndReviewers(place, pullRequest, wanted) {
    const { labels = [], assignees = [], reviewers = [], teamReviewers = [] } = wanted;
    const { github, target } = place;
    const { number, url } = pullRequest;
    const issue = { owner: target.owner, repo: target.repo, issue_number: number };
    const findings = [];
    if (labels.length > 0) {
        const what = `labels added to pull request #${number}`;
        const { refusal } = await tried(github, what, LABEL, { ...issue, labels });
        if (refusal)
            findings.push(notSet(url, 'labels', labels, refusal));
    }
    if (assignees.length > 0) {
        const what = `pull request #${number} assigned`;
        const { data, refusal } = await tried(github, what, ASSIGN, { ...issue, assignees });
        if (refusal)
            findings.push(notSet(url, 'assignees', assignees, refusal));
        else
            findings.push(...leftOut(url, assignees, data));
    }
    return [...findings, ...(await requestReviews(place, pullRequest, reviewers, teamReviewers))];
}
/** GitHub leaves out, without a word, who may not be assigned. */
function leftOut(where, assignees, data) {
    const assigned = new AnswerPart(data, ASSIGN).list('assignees').map((each) => each.text('login'));
    const names = new Set(assigned.map((login) => login.toLowerCase()));
    const left = assignees.filter((login) => !names.has(login.toLowerCase()));
    const what = `GitHub did not assign ${quoted(left)}.`;
    return left.length === 0 ? [] : [(0,build_findings/* finding */.gk)('MSSO022', { where, what, cure: CURE })];
}
/**
 * GitHub requests the review of all of them or, when one name is wrong, of nobody: then each is asked for alone.
 * @see https://docs.github.com/en/rest/pulls/review-requests#request-reviewers-for-a-pull-request
 */
async function requestReviews({ github, target }, { number, url }, users, teams) {
    const ask = async (reviewers, team_reviewers) => {
        const { owner, repo } = target;
        const pull = { owner, repo, pull_number: number, reviewers, team_reviewers };
        const { refusal } = await tried(github, `reviews of pull request #${number} requested`, REQUEST, pull);
        return (refusal && { refusal, finding: notSet(url, 'reviewers', [...reviewers, ...team_reviewers], refusal) });
    };
    const count = users.length + teams.length;
    const refused = count === 0 ? undefined : await ask(users, teams);
    if (!refused)
        return [];
    if (!('status' in refused.refusal) || refused.refusal.status !== 422 || count === 1)
        return [refused.finding];
    const each = [];
    for (const user of users)
        each.push(await ask([user], []));
    for (const team of teams)
        each.push(await ask([], [team]));
    return each.flatMap((own) => (own ? [own.finding] : []));
}
async function tried(github, what, route, parameters) {
    try {
        return await writing(github, what, route, parameters);
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

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./build/github/mutations.js



/** Instead of a commit: there is no branch. */
const NO_COMMIT = '0'.repeat(40);
/** @see https://docs.github.com/en/graphql/reference/mutations#createref */
function createBranch({ repositoryId, target }, commit) {
    return {
        name: 'createRef',
        input: { repositoryId, name: `refs/heads/${target.branch}`, oid: commit },
        what: `branch ${target.branch} created`,
        isAsRead: ({ head }) => head === undefined,
        find: ({ head }) => (head === commit ? {} : undefined),
    };
}
/** What {@link commitOnBranch} has made, by its payload. */
const commitOf = (payload) => payload.part('commit').oid();
/**
 * A commit on top of a branch that still is where it was read. GitHub signs it, and makes each file an ordinary one.
 * @see https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
 */
function commitOnBranch({ target }, commit) {
    const { owner, repo, branch } = target;
    const [headline = '', ...rest] = commit.message.trimEnd().split('\n');
    const body = rest.join('\n').trim();
    const additions = commit.files.map(({ path, bytes }) => ({
        path,
        contents: Buffer.from(bytes).toString('base64'),
    }));
    return {
        name: 'createCommitOnBranch',
        input: {
            branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
            expectedHeadOid: commit.parent,
            message: { headline, body },
            fileChanges: { additions },
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
/** Whether {@link commitOnBranch} brings the files as they are wanted. */
const areOrdinary = ({ files }) => files.every(({ mode }) => mode === '100644');
/**
 * Moves a branch from one commit to another, or deletes it, only if it is still at the first: `git push --force-with-lease`.
 * REST can force a ref but not compare it, and so would lose a commit that was pushed in between.
 * @param to undefined to delete it
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 */
function moveBranch({ repositoryId, target }, from, to) {
    const { branch } = target;
    const update = { name: `refs/heads/${branch}`, beforeOid: from, afterOid: to ?? NO_COMMIT, force: true };
    return {
        name: 'updateRefs',
        input: { repositoryId, refUpdates: [update] },
        what: `branch ${branch} ${to ? 'moved to a new commit' : 'deleted'}`,
        isAsRead: ({ head }) => head === from,
        find: ({ head }) => (head === to ? {} : undefined),
        ...(to === undefined ? { isOneForAll: true } : { brings: () => to }),
    };
}
/** @see https://docs.github.com/en/graphql/reference/mutations#createpullrequest */
function createPullRequest({ repositoryId, target }, { base, title, body }, draft, head) {
    return {
        name: 'createPullRequest',
        input: { repositoryId, baseRefName: base, headRefName: target.branch, title, body, draft },
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
        what: `pull request #${number} closed`,
        isAsRead: () => true,
        find: ({ open }) => (open?.number === number ? undefined : {}),
        isOneForAll: true,
    };
}
const mutations_BLOB = 'POST /repos/{owner}/{repo}/git/blobs';
const TREE = 'POST /repos/{owner}/{repo}/git/trees';
const COMMIT = 'POST /repos/{owner}/{repo}/git/commits';
/**
 * Makes a commit that no branch has yet, with the modes of its files. Nobody sees it, so making it again does no harm. GitHub signs it
 * when the token is an app's, because no author is given.
 * @returns its name
 * @see https://docs.github.com/en/rest/git/trees#create-a-tree
 * @see https://docs.github.com/en/rest/git/commits#create-a-commit
 */
async function commitObject(place, commit) {
    const { github, target } = place;
    const { owner, repo } = target;
    const { files, message, parent, tree: baseTree } = commit;
    const entries = [];
    for (const file of files) {
        const { path, mode } = file;
        entries.push({ path, mode, type: 'blob', ...(await contentOf(place, file)) });
    }
    const made = await github.request(TREE, { owner, repo, base_tree: baseTree, tree: entries });
    const tree = new AnswerPart(made.data, TREE).oid('sha');
    const { data } = await github.request(COMMIT, { owner, repo, message, tree, parents: [parent] });
    return new AnswerPart(data, COMMIT).oid('sha');
}
/**
 * In the tree itself where JSON can hold it. Of a byte order mark nobody has published what becomes.
 * @see https://docs.github.com/en/rest/git/blobs#create-a-blob
 */
async function contentOf({ github, target }, { bytes }) {
    const text = Buffer.from(bytes).toString();
    if ((0,external_node_buffer_.isUtf8)(bytes) && !text.startsWith('\uFEFF'))
        return { content: text };
    const content = Buffer.from(bytes).toString('base64');
    const { owner, repo } = target;
    const { data } = await github.request(mutations_BLOB, { owner, repo, content, encoding: 'base64' });
    return { sha: new AnswerPart(data, mutations_BLOB).oid('sha') };
}

;// CONCATENATED MODULE: ./build/github/apply.js






/** Does what was decided. @throws RaceLostError when somebody else wrote at the same time; what GitHub refuses */
async function apply(github, state, plan) {
    const place = { github, target: state.target, repositoryId: state.repositoryId };
    switch (plan.kind) {
        case 'nothing':
            return { operation: 'none', pullRequest: plan.pullRequest, findings: plan.findings };
        case 'close':
            return apply_close(place, plan);
        case 'update':
            return update(place, plan);
        case 'open':
            return apply_open(place, plan);
    }
}
/**
 * Closes a pull request with a comment and deletes its branch. Each step leaves it open for the next run to go on, until the branch
 * is gone: what was closed before that would not be looked at again. That the action closes it is written down first, because GitHub
 * closes a pull request by itself when its branch goes. A commit that somebody pushes meanwhile keeps both.
 */
async function apply_close(place, plan) {
    const { pullRequest, head, body, comment } = plan;
    const words = [
        ...(body === undefined ? [] : [changeTexts(pullRequest, { body })]),
        ...(comment === undefined ? [] : [addComment(pullRequest, comment)]),
    ];
    await mutate(place, words);
    await mutate(place, [moveBranch(place, head, undefined)]);
    await mutate(place, [closePullRequest(pullRequest)]);
    return { operation: 'closed', pullRequest, findings: [] };
}
/** Brings the branch and the texts up to date, and adds the labels that are missing. */
async function update(place, plan) {
    const { pullRequest, branch, title, body, labels } = plan;
    const isSame = title === undefined && body === undefined;
    const texts = isSame ? [] : [changeTexts(pullRequest, { title, body })];
    const { payloads } = await change(place, branch, texts);
    if (!isSame)
        assertOpen(payloads.part('updatePullRequest'), branch, pullRequest.number);
    const findings = await addLabelsAndReviewers(place, pullRequest, { labels });
    return { operation: branch.kind === 'keep' ? 'none' : 'updated', pullRequest, findings };
}
/** @throws RaceLostError when what was said is about another state than the one that was read */
function assertOpen(payload, branch, number) {
    const edited = payload.part('pullRequest');
    if (edited.text('state') !== 'OPEN')
        throw new RaceLostError(`pull request #${number} was closed or merged in the meantime.`);
    const head = edited.optional('headRef')?.part('target').oid();
    if (branch.kind === 'keep' && head !== branch.head)
        throw new RaceLostError(`the branch of pull request #${number} changed after it was read.`);
}
/** Brings the files to the branch, and replaces texts in the same document. @returns where the branch is now, and what GitHub says */
async function change(place, plan, texts = []) {
    if (plan.kind === 'keep')
        return { head: plan.head, payloads: await mutate(place, texts) };
    const { commit } = plan;
    if (plan.kind === 'extend' && areOrdinary(commit)) {
        const payloads = await mutate(place, [commitOnBranch(place, commit), ...texts]);
        return { head: commitOf(payloads.part('createCommitOnBranch')), payloads };
    }
    const head = await commitObject(place, commit);
    if (texts.length > 0) {
        // What a person has written since the texts were read is not written over.
        const seen = await lookAgain(place.github, place.target);
        if (!texts.every(({ isAsRead }) => isAsRead(seen)))
            throw new RaceLostError('the pull request was edited, closed or merged in the meantime.');
    }
    const move = moveBranch(place, plan.head, head);
    return { head, payloads: await mutate(place, [move, ...texts]) };
}
async function apply_open(place, plan) {
    const { branch } = plan;
    assertBranchForPullRequest(place.target, plan.base);
    const { pullRequest, headRefOid } = branch.kind === 'create'
        ? await openWithBranch(place, plan, branch.commit)
        : await propose(place, plan, (await change(place, branch)).head);
    const findings = await addLabelsAndReviewers(place, pullRequest, plan);
    if (branch.kind === 'keep' && headRefOid !== branch.head)
        throw new RaceLostError(`branch ${place.target.branch} changed before it was proposed.`);
    return { operation: 'created', pullRequest, findings };
}
/**
 * A new branch with its pull request, or neither: when GitHub refuses the second step the first is taken back. Not when nobody
 * knows whether it was done: a pull request whose branch goes is closed, and would be taken for one that a person has closed.
 * After a lost race a branch without a commit is taken back, too: the next attempt could not tell it from somebody else's.
 */
async function openWithBranch(place, plan, commit) {
    const { writes } = place.github;
    const { count } = writes;
    const isOrdinary = areOrdinary(commit);
    let head = isOrdinary ? commit.parent : await commitObject(place, commit);
    await mutate(place, [createBranch(place, head)]);
    try {
        if (isOrdinary) {
            const payloads = await mutate(place, [commitOnBranch(place, commit)], true);
            head = commitOf(payloads.part('createCommitOnBranch'));
        }
        writes.commit = head;
        return await propose(place, plan, head, true);
    }
    catch (error) {
        const isUnused = error instanceof RaceLostError && head === commit.parent;
        const isRefused = isRefusal(error) && writes.unknown.length === 0;
        if (isUnused || isRefused)
            await withdraw(place, head, count);
        throw error;
    }
}
/** Deletes the branch of this run. Where that fails too, the branch is among what the failed run says that it has written. */
async function withdraw(place, head, count) {
    try {
        await mutate(place, [moveBranch(place, head, undefined)]);
        place.github.writes.forgetSince(count);
    }
    catch {
        // The first error is the one to tell.
    }
}
/** What GitHub says where the repository's plan has none. */
const NO_DRAFTS = /Draft pull requests are not supported/;
/** Opens the pull request, never in one document with the branch: one that somebody else made first would be proposed. */
async function propose(place, plan, head, isNewBranch = false) {
    const create = async (draft) => mutate(place, [createPullRequest(place, plan, draft, head)], isNewBranch);
    const payloads = await create(plan.draft !== false).catch((error) => {
        if (plan.draft === 'where possible' && NO_DRAFTS.test(String(error)))
            return create(false);
        throw error;
    });
    place.github.writes.hasOpened = true;
    const opened = payloads.part('createPullRequest').part('pullRequest');
    const pullRequest = { number: opened.number('number', 1), url: opened.webAddress('url') };
    return { pullRequest, headRefOid: opened.oid('headRefOid') };
}

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 10 modules
var github = __webpack_require__(1918);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var plugin_retry_dist_bundle = __webpack_require__(9735);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var plugin_throttling_dist_bundle = __webpack_require__(6856);
// EXTERNAL MODULE: ./build/network/index.js + 6 modules
var network = __webpack_require__(9304);
;// CONCATENATED MODULE: ./build/github/client.js







/** What is refused stays refused; 403 and 429 are waited for elsewhere where they are limits. */
const REFUSALS = Array.from({ length: 100 }, (_, index) => 400 + index);
/**
 * A client for GitHub's API that waits between writes as GitHub asks, and goes through the proxy that `https_proxy` and `no_proxy`
 * name. Sends again, from the inside out: {@link retrying} after a 429 of something before GitHub, the retry plugin after 5xx and
 * lost answers, the throttling plugin after GitHub's rate limits. Mutations are repeated by `mutate` instead of the retry plugin.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
function connect(connection) {
    const { deadline, writes, wait, log, pace } = connection;
    const client = (0,github/* getOctokit */.Q)(connection.token, {
        baseUrl: connection.apiUrl,
        log: { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug },
        request: { fetch: (0,network/* retrying */.R$)(sized(connection.fetch), { warning: log.warning, wait }, isOtherLimit) },
        retry: { doNotRetry: REFUSALS, ...pace },
        throttle: {
            ...pace,
            id: connection.repository,
            onRateLimit: onLimit(log, 'rate limit'),
            onSecondaryRateLimit: onLimit(log, 'secondary rate limit'),
        },
    }, 
    // The first one is the innermost and sees every try.
    judgeTries(deadline), plugin_retry_dist_bundle/* retry */.L, plugin_throttling_dist_bundle/* throttling */.A);
    // It contains the others: what it is told of besides requests are their pauses.
    client.hook.wrap('request', (request, options) => {
        const { method, url } = client.request.endpoint(options);
        // The plugins count repetitions in this object, which all requests of a client would share.
        options.request = { ...options.request };
        const send = async () => request(options);
        return deadline.during((0,network/* pauseBefore */.GB)(`${method} ${url}`), send, [(0,network/* answerTo */.oy)(method, url)]);
    });
    const pauses = [0.5, 1, 1.5, 2, 2.5, 3];
    return { request: client.request, graphql: client.graphql, writes, wait, pauses };
}
/** Whether the throttling plugin waits for a limit and sends the request again. */
const onLimit = (log, name) => (retryAfter, { method, url }, _, retries) => {
    if (retries >= 2 || retryAfter > network/* MAX_WAIT */.nC)
        return false;
    log.warning(`GitHub's ${name} has been reached at ${method} ${url}; trying again in ${retryAfter} seconds.`);
    return true;
};
/** A 429 that is not one of GitHub's own limits but of something before it. Whatever was sent has not been carried out. */
async function isOtherLimit(outcome) {
    if ('error' in outcome || outcome.status !== 429 || outcome.headers.get('x-ratelimit-remaining') === '0')
        return false;
    return !/\bsecondary rate\b/i.test(await outcome.clone().text());
}
/**
 * A plugin that notes at each try what it writes and whether its answer is lost, ends what it is of no use to repeat, and makes errors
 * of answers that the others would misunderstand.
 */
const judgeTries = (deadline) => ({ hook }) => {
    hook.wrap('request', async (request, options) => {
        const plugins = options.request;
        const { writes = [] } = plugins;
        await deadline.admitted();
        for (const write of writes)
            write.state = 'sent';
        try {
            const response = await request(options);
            assertUsable(options, response, writes.length > 0);
            return response;
        }
        catch (caught) {
            const error = isStrange(caught) ? strange(options) : caught;
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
const strange = ({ method, url }, what = "an answer that is not GitHub's") => new UnexpectedAnswerError(`${method} ${url}`, what);
/**
 * An answer that is not GitHub's. Octokit quotes a text and the message of an object; of other JSON its error says nothing, and over
 * a number that is too large for JavaScript, or a content type that it cannot read, it fails itself.
 */
function isStrange(error) {
    if (error instanceof TypeError)
        return true;
    if (!(error instanceof dist_src/* RequestError */.G) || !error.response)
        return false;
    const { data } = error.response;
    const isText = typeof data === 'string' || Object(data) === data;
    return error.status >= 600 || (error.status < 500 && !isText);
}
/** Octokit and its plugins take the form of an answer for granted, and else end in an error of theirs that says nothing. */
function assertUsable(request, response, isWrite) {
    const { status, data } = response;
    if (status !== 204 && typeof data !== 'object')
        throw strange(request, 'a body that is not JSON');
    if (!request.url.endsWith('/graphql'))
        return;
    if (!isGraphqlAnswer(data))
        throw strange(request);
    assertNotLimited(request, response, data, isWrite);
}
function isGraphqlAnswer(data) {
    const { errors } = Object(data);
    if (errors === undefined)
        return Object(data) === data;
    const isError = (error) => typeof error?.message === 'string' && ['string', 'undefined'].includes(typeof error.type);
    return Array.isArray(errors) && errors.length > 0 && errors.every(isError);
}
/**
 * GraphQL may tell of limits with status 200.
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit
 */
function assertNotLimited(request, response, answer, isWrite) {
    const { data, errors = [] } = answer;
    const hasPart = Object.values(data ?? {}).some((part) => part !== null);
    // Some mutations were carried out, and others met a limit: the throttling plugin would send all of them again.
    if (isWrite && hasPart && errors.some(({ type }) => type === 'RATE_LIMITED'))
        throw new dist_bundle/* GraphqlResponseError */.rp(request, response.headers, answer);
    // It would take a secondary limit for the other one, and wait for the end of that instead of Retry-After.
    const secondary = errors.find(({ message }) => /\bsecondary rate\b/i.test(message));
    if (secondary && !hasPart)
        throw new dist_src/* RequestError */.G(secondary.message, 403, { request, response });
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
    const text = textOf(error, target);
    return text === undefined ? error : new ConfigRepositoryError(text, { cause: error });
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
    const first = error.errors?.find((each) => !isMissingFile(each));
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
    const line = words.replaceAll(/\s+/g, ' ').trim();
    const text = line.replace(/ - https:\/\/\S+$/, '');
    return /[.!?]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./build/github/index.js










/***/ }),

/***/ 6949:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lm: () => (/* binding */ wantedOf),
/* harmony export */   Rj: () => (/* binding */ fingerprint),
/* harmony export */   tT: () => (/* binding */ commitText)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _desired_state_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4558);
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8532);
/* harmony import */ var _report_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6673);
/* harmony import */ var _text_truncate_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3770);
/* harmony import */ var _wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6322);






/**
 * What the pull request is to say and hold. Secrets are in none of it, not even where the file has them.
 * @param rendered the desired file, made from the base's
 * @param registration what is found out about the app registration, which the pull request explains too
 */
function wantedOf(run, { pullRequest, base }, rendered, registration) {
    const { inputs, desired, secrets, world } = run;
    const { configPath: path, labels, assignees, reviewers, teamReviewers } = inputs;
    const { bytes, changes, isChanged } = rendered;
    const scripts = (0,_wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_4__/* .keptScripts */ .nO)(inputs.wsadminScript);
    const wanted = fingerprint(path, desired.settings, scripts, rendered.origin);
    // What changes scripts alone may be merged whatever the file is.
    const origin = isChanged ? rendered.origin : 'file';
    const parts = {
        introduction: inputs.body,
        provider: desired.provider,
        path,
        changes,
        isChanged,
        origin,
        findings: [...desired.findings, ...rendered.findings, ...(registration?.findings ?? [])],
        registration,
        documentation: (0,_report_index_js__WEBPACK_IMPORTED_MODULE_3__/* .documentationUrl */ .ou)(world.environment),
        script: (0,_wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_4__/* .wantedScript */ .VS)(inputs.wsadminScript),
        wanted,
    };
    const existing = pullRequest?.state === 'open' ? pullRequest.body : '';
    return {
        fingerprint: wanted,
        file: { bytes, message: commitText(run, rendered) },
        scripts,
        scriptsMessage: secrets.redact(inputs.commitMessage) || scriptsTitle(inputs),
        isBranchNameDerived: inputs.branch === (0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_2__/* .derivedBranch */ .uL)(path, inputs.base),
        title: secrets.redact(title(run, isChanged, origin)),
        // Before it is escaped, and after: what people wrote around it stays theirs, but for secrets.
        body: secrets.redact((0,_report_index_js__WEBPACK_IMPORTED_MODULE_3__/* .pullRequestBody */ .NF)((0,_report_index_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutSecrets */ .cT)(parts, secrets), existing)),
        closingComment: secrets.redact((0,_report_index_js__WEBPACK_IMPORTED_MODULE_3__/* .closingComment */ .hY)(base.name)),
        draft: origin === 'skeleton' ? 'where possible' : inputs.draft,
        labels,
        assignees,
        reviewers,
        teamReviewers,
    };
}
/** The message of a commit that changes the file. */
function commitText(run, { changes, origin }) {
    const standard = () => [title(run, true, origin), '', ...changes.map(({ setting }) => `- ${setting}`)];
    return run.secrets.redact(run.inputs.commitMessage || standard().join('\n'));
}
function scriptsTitle({ wsadminScript }) {
    return `Update the wsadmin ${(0,_wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_4__/* .keptScripts */ .nO)(wsadminScript).length === 1 ? 'script' : 'scripts'}`;
}
/** Characters; GitHub refuses longer titles. */
const MAX_TITLE = 256;
/**
 * What is made from the skeleton has a warning in its title, too: a draft is made ready with one click, and some plans have none.
 * @param isChanged mobile-config.xml changes, and not scripts alone
 */
function title({ inputs, desired }, isChanged, origin) {
    const at = { entra: 'Azure ', keycloak: 'Keycloak ', other: '' }[desired.provider.kind];
    const standard = isChanged ? `Move the mobile clients to ${at}single sign-on` : scriptsTitle(inputs);
    const text = inputs.title || `${standard} (${inputs.configPath})`;
    if (origin !== 'skeleton')
        return text;
    const warning = 'DO NOT MERGE: ';
    return warning + (0,_text_truncate_js__WEBPACK_IMPORTED_MODULE_5__/* .truncate */ .x)(text, MAX_TITLE - warning.length - 1);
}
/**
 * A short name for a set of wanted values; it changes when any of them changes in meaning. A script that is kept beside the file has a part
 * of its own, because a check asks about the values alone, see {@link isForSameValues}.
 * @param origin a proposal from the skeleton has a name of its own: whoever closes it has not decided about the server's file
 */
function fingerprint(path, settings, scripts = [], origin = 'file') {
    const values = settings.map((setting) => [(0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_1__/* .settingName */ .QX)(setting), (0,_desired_state_index_js__WEBPACK_IMPORTED_MODULE_1__/* .meaning */ .ak)(setting, setting.value)]);
    const file = [path, values, ...(origin === 'skeleton' ? [origin] : [])];
    const parts = [file, ...scripts.map(({ path: kept, bytes }) => [kept, Buffer.from(bytes).toString()])];
    return parts
        .map((part) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(part)).digest('hex').slice(0, 16))
        .join('-');
}


/***/ }),

/***/ 5519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ connectRepository),
/* harmony export */   l: () => (/* binding */ tellName)
/* harmony export */ });
/* harmony import */ var _github_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4080);
/* harmony import */ var _wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6322);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2652);



/** The configuration repository, reached. */
function connectRepository({ world, log, workspace, inputs, progress }) {
    const { mode, configRepository, configPath, branch, base, token, wsadminScript } = inputs;
    const { GITHUB_REPOSITORY } = world.environment;
    // A check is about what the phones get; which release's scripts lie beside it makes no difference to them.
    const scriptPaths = mode === 'check' ? [] : (0,_wsadmin_script_index_js__WEBPACK_IMPORTED_MODULE_2__/* .keptScripts */ .nO)(wsadminScript).map((script) => script.path);
    const target = { ...configRepository, path: configPath, branch, base, scriptPaths };
    const repository = `${target.owner}/${target.repo}`;
    const apiUrl = (0,_prepare_js__WEBPACK_IMPORTED_MODULE_1__/* .apiUrlOf */ .p)(world.environment);
    const isCheckedOut = repository === GITHUB_REPOSITORY && workspace.exists(configPath);
    // Annotations can point at lines of the file only where the workspace holds that repository.
    const workspacePath = isCheckedOut ? configPath : undefined;
    const writes = new _github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .Writes */ .tg();
    progress.writes = writes;
    const { fetch, deadline, wait, pace } = world;
    // GitHub asks for pauses between writes, which its client makes between questions, too. A check has no writes: the questions
    // about different files need not wait for each other.
    const queue = mode === 'check' ? `${repository} ${configPath}` : repository;
    return {
        github: (0,_github_index_js__WEBPACK_IMPORTED_MODULE_0__/* .connect */ .Ng)({ token, apiUrl, repository: queue, fetch, deadline, writes, wait, log, pace }),
        target,
        /** What a result says of it. */
        told: { repository, branch, workspacePath },
        /** Makes an error one that the administrator can act on. */
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
