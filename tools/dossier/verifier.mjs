/**
 * Checks the dossier of a deal: every file against the signed list, the entries of the audit log against its signed head, and
 * what people said against what the log has noted of it. In Node 22 and in browsers, without a network.
 */

import { base64, fromBase64, isSigned, parse, utf8, verifyExport } from '../audit/verifier.mjs'
import { openArchive, unpacked } from './unpacking.mjs'

const DOSSIER = 'dealthread.dossier.1'
const LIST = 'manifest.json'
/** Bytes of the list of a dossier of as many files as an archive takes. */
const LIST_MOST = 64 * 1024 * 1024
const TOLD_MOST = 50

/**
 * @param archive `{ size, bytes(start, end) }`
 * @param trusted `key`: the company's public key (base64url) from where it is known and not from the dossier; `heads`: what
 *   was published of the log, `{ company, note }`
 */
export async function verifyDossier(archive, { key, heads = [] } = {}) {
  const wrong = []
  const found = { files: 0, entries: 0, proven: 0, key: '', company: '', record: '' }
  try {
    await check()
  } catch (error) {
    wrong.push({ what: 'not_a_dossier', why: error.message })
  }
  return { ok: wrong.length === 0, ...found, wrong: wrong.slice(0, TOLD_MOST) }

  async function check() {
    const parts = await openArchive(archive)
    const list = parts.get(LIST)
    if (!list || list.size > LIST_MOST) throw new Error(`no ${LIST}`)
    const signed = parse(text(await unpacked(archive, list, list.size)))
    const statement = await statementIn(signed)
    if (!statement) return
    const hashes = new Map(statement.files.map((file) => [file.path, file]))
    for (const path of parts.keys())
      if (path !== LIST && !hashes.has(path)) wrong.push({ what: 'not_listed', path })
    const said = new Map()
    let contents
    let entries
    for (const { path, size, sha256 } of statement.files) {
      const bytes = await partOf(parts, path, size, sha256)
      if (!bytes) continue
      found.files += 1
      if (path === 'data/dossier.json') contents = parse(text(bytes))
      if (path === 'audit/entries.jsonl') entries = text(bytes).split('\n')
      if (/^data\/threads\/.*\.jsonl$/.test(path)) take(said, text(bytes))
    }
    const isWhole = found.files === statement.files.length
    if (isWhole && !(contents && entries)) wrong.push({ what: 'incomplete' })
    if (!entries) return
    const log = await verifyExport(entries, { key: key ?? found.key, heads })
    found.entries = log.entries
    for (const one of log.wrong) wrong.push({ ...one, in: 'audit' })
    // Against data that was changed everything would look wrong.
    if (!isWhole || !contents) return
    for (const line of entries) await checkEntry(parse(line), contents, said, hashes)
  }

  async function statementIn(signed) {
    const { publicKey, value } = signed?.signature ?? {}
    if (signed?.format !== DOSSIER || typeof signed.statement !== 'string' || typeof publicKey !== 'string')
      return void wrong.push({ what: 'not_a_dossier' })
    found.key = publicKey
    if (key !== undefined && key !== publicKey) wrong.push({ what: 'another_key' })
    if (!(await isSigned(fromBase64(publicKey), fromBase64(value ?? ''), utf8(signed.statement))))
      return void wrong.push({ what: 'signature_wrong' })
    const statement = parse(signed.statement)
    found.company = statement.company
    found.record = statement.record
    return statement
  }

  async function partOf(parts, path, size, sha256) {
    const part = parts.get(path)
    if (!part) return void wrong.push({ what: 'missing', path })
    try {
      const bytes = await unpacked(archive, part, size)
      if ((await hexOf(bytes)) === sha256) return bytes
    } catch {
      // Said below: it is not what it was.
    }
    return void wrong.push({ what: 'changed', path })
  }

  /** What the log has noted of texts and files, against those that are here. */
  async function checkEntry(entry, contents, said, hashes) {
    const leaf = parse(entry?.leaf ?? '')
    if (!Array.isArray(leaf)) return
    const [, , position, , act, , , thread, thing, about, committed] = leaf
    const isTold = position <= contents.upTo && contents.threads.some(({ id }) => id === thread)
    if (act === 'file.uploaded') return checkFile(thing, entry.kept ?? {}, committed, contents, hashes)
    if (!['message.sent', 'message.edited', 'message.deleted'].includes(act)) return
    const texts = said.get(thing)
    if (!texts) return void (isTold && wrong.push({ what: 'message_missing', message: thing, position }))
    if (texts.isErased || !entry.kept) return
    const place = act === 'message.sent' ? 0 : about.version
    const expected =
      act === 'message.sent'
        ? { text: texts[0] }
        : { before: texts[place - 1], ...(act === 'message.edited' && { after: texts[place] }) }
    for (const [name, value] of Object.entries(expected)) {
      const [salt] = entry.kept[name] ?? []
      if (salt === undefined || (value === undefined && !isTold)) continue
      const hash = value === undefined ? '' : await commitmentOf(`${salt}\n${name}\n${value}`)
      if (hash === committed[name]) found.proven += 1
      else wrong.push({ what: 'text_not_as_noted', message: thing, position })
    }
  }

  /** Of a file whose hash was erased, or is not for whoever has the dossier, the log says nothing that could be compared. */
  async function checkFile(id, { hash: [salt] = [] }, committed, contents, hashes) {
    const file = contents.files.find((one) => one.id === id)
    if (!file) return
    const part = file.path && hashes.get(file.path)
    const isAsNoted =
      salt === undefined || (await commitmentOf(`${salt}\nhash\n${file.hash}`)) === committed.hash
    if (!isAsNoted || (part && part.sha256 !== file.hash)) wrong.push({ what: 'file_not_as_noted', file: id })
  }
}

/** What each message has said, the first first; the last is what it says now, unless it was deleted. */
function take(said, lines) {
  for (const line of lines.split('\n')) {
    const message = parse(line)
    if (!message) continue
    const texts = message.versions.map((one) => one.text)
    if (!message.deletedAt) texts.push(message.text)
    said.set(message.id, Object.assign(texts, { isErased: message.erasedAt !== undefined }))
  }
}

async function hexOf(bytes) {
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function commitmentOf(value) {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', utf8(value))
  return base64(new Uint8Array(digest)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function text(bytes) {
  return new TextDecoder().decode(bytes)
}
