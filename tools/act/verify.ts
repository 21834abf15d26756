// Checks a signed act: `npm run act:verify <file> [-- --key <public key>]`. Needs neither our server nor its data.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { verifyFile } from '../../backend/leaving/signing.ts'
import { withKeys } from '../arguments.mjs'

const { values, positionals } = parseArgs({
  args: withKeys(process.argv.slice(2)),
  options: { key: { type: 'string' } },
  allowPositionals: true,
})
const [file] = positionals
if (!file) {
  console.error('Usage: npm run act:verify <file> -- [--key <public key of the company>]')
  process.exit(2)
}

const reasons = {
  not_an_act: 'This is no act of ours.',
  another_key: 'It is signed by another key.',
  wrong_signature: 'It has been changed since it was signed.',
}

let text: string
try {
  text = readFileSync(file, 'utf8')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(2)
}
const verdict = verifyFile(text, values.key)
if (!verdict.ok) {
  console.error(`NOT VALID. ${reasons[verdict.why]}`)
  process.exit(1)
}
console.log(JSON.stringify(verdict.statement, null, 2))
console.log(`\nValid: unchanged since it was signed by key ${verdict.key}.`)
if (!values.key)
  console.log('Whose key that is, it does not say: give --key with the public key from the company’s page.')
