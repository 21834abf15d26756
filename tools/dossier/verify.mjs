/** `npm run dossier:verify -- dossier.zip [--key <public key of the company>] [--heads heads.jsonl]` */
import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { withKeys } from '../arguments.mjs'
import { verifyDossier } from './verifier.mjs'

try {
  process.exitCode = (await check()) ? 0 : 1
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}

async function check() {
  const { values, positionals } = parseArgs({
    args: withKeys(process.argv.slice(2)),
    options: { key: { type: 'string' }, heads: { type: 'string' } },
    allowPositionals: true,
  })
  const [path] = positionals
  if (!path) throw new Error('npm run dossier:verify -- dossier.zip --key <public key> [--heads heads.jsonl]')
  const heads = values.heads
    ? readFileSync(values.heads, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : []
  const file = await open(path)
  const { size } = await file.stat()

  async function bytes(start, end) {
    const buffer = new Uint8Array(end - start)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, start)
    return buffer.subarray(0, bytesRead)
  }

  const found = await verifyDossier({ size, bytes }, { key: values.key, heads })
  await file.close()
  for (const one of found.wrong) console.error(JSON.stringify(one))
  const told = `${found.files} files, ${found.entries} entries of the log, ${found.proven} texts it confirms`
  console.log(found.ok ? `As it was signed: ${told}.` : `NOT as it was signed: ${told}.`)
  console.log(`Key: ${found.key}`)
  if (values.key === undefined)
    console.log('The key is the one the dossier names: compare it with the one your company keeps.')
  return found.ok
}
