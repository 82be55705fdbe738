import type { Used } from './extract.ts'

const CONNECTION = 'nodes pageInfo totalCount'
const GIT_OBJECT = 'id oid'
const PAGE = 'after before first last'

/**
 * What GitHub's stand-in answers. Name only what it carries out: what is named here and ignored there would let a query
 * pass that the service understands otherwise.
 */
export const USED: Used = {
  Query: `id node(id) organization(login) rateLimit(dryRun) repository(followRenames name owner) user(login) viewer`,
  Mutation: `addAssigneesToAssignable(input) addComment(input) addLabelsToLabelable(input) closePullRequest(input)
    createCommitOnBranch(input) createPullRequest(input) createRef(input) deleteRef(input) requestReviews(input)
    updatePullRequest(input) updateRefs(input)`,

  Node: 'id',
  Actor: 'login',
  Bot: 'id login',
  User: 'id login',
  Organization: 'id login team(slug)',
  Team: 'id name slug',
  RateLimit: 'cost limit nodeCount remaining resetAt used',
  PageInfo: 'endCursor hasNextPage hasPreviousPage startCursor',

  Repository: `defaultBranchRef id isArchived isEmpty isPrivate label(name) name nameWithOwner object(expression oid)
    pullRequest(number) pullRequests(${PAGE} baseRefName headRefName orderBy states) ref(qualifiedName) url`,
  Ref: 'compare(headRef) id name prefix target',
  Comparison: `aheadBy behindBy commits(${PAGE}) id status`,
  ComparisonCommitConnection: CONNECTION,
  GitObject: GIT_OBJECT,
  Commit: `${GIT_OBJECT} author changedFiles changedFilesIfAvailable committer file(path) history(${PAGE}) message
    messageBody messageHeadline parents(${PAGE}) signature tree`,
  CommitConnection: CONNECTION,
  CommitHistoryConnection: CONNECTION,
  GitActor: 'email name',
  GitSignature: 'isValid wasSignedByGitHub',
  GpgSignature: 'isValid wasSignedByGitHub',
  Tree: `${GIT_OBJECT} entries`,
  TreeEntry: 'mode name object oid path type',
  Blob: `${GIT_OBJECT} byteSize isBinary isTruncated text`,
  Tag: `${GIT_OBJECT} name target`,

  Assignable: `assignees(${PAGE})`,
  Labelable: `labels(${PAGE})`,
  PullRequest: `assignees(${PAGE}) author baseRefName baseRefOid body changedFiles closed comments(${PAGE})
    commits(${PAGE}) files(${PAGE}) headRef headRefName headRefOid headRepository id isCrossRepository isDraft
    labels(${PAGE}) merged number reviewRequests(${PAGE}) state timelineItems(${PAGE} itemTypes) title url`,
  PullRequestConnection: CONNECTION,
  PullRequestCommit: 'commit id',
  PullRequestCommitConnection: CONNECTION,
  PullRequestChangedFile: 'changeType path',
  PullRequestChangedFileConnection: CONNECTION,
  PullRequestTimelineItemsConnection: CONNECTION,
  PullRequestTimelineItemsItemType: 'CLOSED_EVENT',
  ClosedEvent: 'actor id',
  IssueComment: 'author body id',
  IssueCommentConnection: CONNECTION,
  IssueCommentEdge: 'node',
  Label: 'id name',
  LabelConnection: CONNECTION,
  UserConnection: CONNECTION,
  ReviewRequest: 'id requestedReviewer',
  ReviewRequestConnection: CONNECTION,
  IssueOrder: 'direction field',
  IssueOrderField: 'CREATED_AT',

  AddAssigneesToAssignableInput: 'assignableId assigneeIds clientMutationId',
  AddAssigneesToAssignablePayload: 'assignable clientMutationId',
  AddCommentInput: 'body clientMutationId subjectId',
  AddCommentPayload: 'clientMutationId commentEdge subject',
  AddLabelsToLabelableInput: 'clientMutationId labelIds labelableId',
  AddLabelsToLabelablePayload: 'clientMutationId labelable',
  ClosePullRequestInput: 'clientMutationId pullRequestId',
  ClosePullRequestPayload: 'clientMutationId pullRequest',
  CommitMessage: 'body headline',
  CommittableBranch: 'branchName id repositoryNameWithOwner',
  CreateCommitOnBranchInput: 'branch clientMutationId expectedHeadOid fileChanges message',
  CreateCommitOnBranchPayload: 'clientMutationId commit ref',
  CreatePullRequestInput: 'baseRefName body clientMutationId draft headRefName repositoryId title',
  CreatePullRequestPayload: 'clientMutationId pullRequest',
  CreateRefInput: 'clientMutationId name oid repositoryId',
  CreateRefPayload: 'clientMutationId ref',
  DeleteRefInput: 'clientMutationId refId',
  DeleteRefPayload: 'clientMutationId',
  FileAddition: 'contents path',
  FileChanges: 'additions deletions',
  FileDeletion: 'path',
  RefUpdate: 'afterOid beforeOid force name',
  RequestReviewsInput: 'clientMutationId pullRequestId teamIds union userIds',
  RequestReviewsPayload: 'clientMutationId pullRequest',
  UpdatePullRequestInput: 'body clientMutationId pullRequestId state title',
  UpdatePullRequestPayload: 'clientMutationId pullRequest',
  UpdateRefsInput: 'clientMutationId refUpdates repositoryId',
  UpdateRefsPayload: 'clientMutationId',
}
