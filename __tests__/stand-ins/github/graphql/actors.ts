import { userId } from './node-ids.ts'

/** Who did something. Of a bot GraphQL tells the login without the "[bot]" that REST has. */
export function actor(login: string): object {
  const bot = /^(.+)\[bot\]$/.exec(login)?.[1]
  return bot === undefined ? userNode(login) : { __typename: 'Bot', id: userId(login), login: bot }
}

/** Who a token belongs to; there a bot's login has its "[bot]". */
export function userNode(login: string): object {
  return { __typename: 'User', id: userId(login), login }
}
