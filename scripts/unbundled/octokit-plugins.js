/** In the place of Octokit's plugins for REST: src/github/routes.ts has the routes that are used. */
export const restEndpointMethods = () => ({})
export const paginateRest = () => ({})
