/**
 * Extracts from GitHub's own GraphQL schema what the action uses, without prose, for the stand-in to execute queries against.
 * `scripts/github-schema/used.ts` says what that is.
 *
 *     npm pack @octokit/graphql-schema@15.26.1 && tar xzf octokit-graphql-schema-15.26.1.tgz package/schema.graphql
 *     node scripts/extract-github-graphql.ts package/schema.graphql 15.26.1
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractSchema } from './github-schema/extract.ts'
import { USED } from './github-schema/used.ts'

const [source, version] = process.argv.slice(2)
if (!source || !version)
  throw new Error('usage: extract-github-graphql.ts <schema.graphql> <package version>')
const extract = extractSchema(readFileSync(source, 'utf8'), USED)
const destination = join(import.meta.dirname, '../__tests__/stand-ins/github/graphql/schema.extract.graphql')
writeFileSync(destination, `# From @octokit/graphql-schema ${version}, schema.graphql\n\n${extract}`)
