import { expect, test } from 'vitest'
import { explain } from '../../src/entra/explain.ts'
import { SignInRefusedError } from '../../src/entra/service.ts'

const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'
const circumstances = {
  identity: {
    tenantId: 'contoso.example',
    clientId: CALLER,
    credential: { kind: 'federated' as const },
    authority: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
  },
  clientId: 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
  claims: { iss: 'https://issuer.example', sub: "repo:acme/o'brien:ref:x", aud: 'api://a' },
}
const said = (description: string, status = 401) =>
  (explain(new SignInRefusedError(description, status), circumstances) as Error).message

test.each([
  ['7000215', 'The client secret of'],
  ['7000222', 'has expired'],
  ['700016', 'There is no application'],
  ['700027', 'Upload the certificate'],
  ['700024', "Check the runner's clock"],
  ['90002', 'There is no tenant contoso.example'],
  ['900023', 'Correct azure-tenant-id'],
  ['53003', 'Conditional Access'],
  ['7000112', 'is disabled'],
  ['90061', 'could not read the public keys of'],
  ['7000229', 'az ad sp create'],
  ['500011', 'belong to the same cloud'],
  ['70021', 'has no federated credential for this job'],
  ['70025', 'has no federated credential for this job'],
  ['700211', 'has no federated credential for this job'],
  ['700212', 'has no federated credential for this job'],
  ['700213', 'has no federated credential for this job'],
])('AADSTS%s says what to do, and then what Entra said', (code, text) => {
  const message = said(`AADSTS${code}: As it is.`)
  expect(message).toContain(text)
  expect(message).toMatch(new RegExp(`\\nEntra said: AADSTS${code}: As it is\\.$`))
})

test('a subject in other upper and lower case gets the claims and the command, and is named as the cause', () => {
  const message = said(
    "AADSTS7002138: No matching federated identity record found for presented assertion subject 'x'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison.",
  )
  expect(message).toContain("  subject:  repo:acme/o'brien:ref:x\n")
  expect(message).toContain(`az ad app federated-credential create --id ${CALLER}`)
  expect(message).toContain('in different upper and lower case: correct or delete that one.')
})

test('the command to paste survives a quote in the subject', () => {
  expect(said('AADSTS700213: No matching')).toContain(String.raw`"subject":"repo:acme/o'\''brien:ref:x"`)
})

test('other refusals are told as they are, with where to look', () => {
  expect(said('AADSTS12345: Odd')).toBe(
    'The sign-in at https://login.microsoftonline.com was refused: AADSTS12345: Odd. Look up the code at https://login.microsoftonline.com/error, and check azure-tenant-id, azure-client-id and the credential.',
  )
  expect(said('no reason given', 429)).toContain('limits requests')
})

test('what is not of this folder is returned as it is', () => {
  const error = new Error('x')
  expect(explain(error, circumstances)).toBe(error)
})
