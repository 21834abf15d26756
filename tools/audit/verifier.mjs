/**
 * Checks an export of the audit log, alone: one file, no packages, no network. In Node 22 and in browsers.
 *
 *   node verifier.mjs export.jsonl --key <public key of the company> [--heads heads.jsonl]
 *
 * The first line of an export tells what it is and carries a signed head of the log (c2sp.org/tlog-checkpoint); every other
 * line is an entry: the very text that was hashed, what opens its commitments, and, where the export is a selection, the
 * proof that it is in the log (RFC 6962, 2.1.1). Of a selection one learns that all of it is true, not that it is all.
 */

const FORMAT = 'dealthread.audit.1'
const WRONG_MOST = 20

/**
 * Checks the lines of an export against `key`, the company's public key (base64url) from where it is known and not from the
 * export, and `heads`, what was published: `{company, note}`.
 */
export async function verifyExport(lines, { key, heads = [] } = {}) {
  const wrong = []
  const state = { line: 0, entries: 0, erased: 0, last: 0 }
  const peaks = []
  const roots = new Map()
  let about
  let head
  const published = []

  for await (const line of lines) {
    state.line += 1
    if (line.trim() === '') continue
    const said = parse(line)
    if (!about) {
      about = said
      if (about?.format !== FORMAT) return refused('not_an_export')
      if (key !== undefined && key !== about.publicKey) wrong.push({ what: 'another_key' })
      head = await readHead(about.note, about, wrong)
      if (!head) return refused(wrong[0]?.what ?? 'not_a_head')
      for (const { note } of heads.filter(({ company }) => company === about.company)) {
        const other = await readHead(note, about, wrong)
        if (other) published.push(other)
      }
      published.sort((a, b) => a.size - b.size)
      for (const { size } of published) roots.set(size, '')
      continue
    }
    if (wrong.length >= WRONG_MOST) break
    checkEntry(said)
  }
  if (!about || !head) return refused('not_an_export')
  if (about.whole && state.entries !== head.size)
    wrong.push({ what: 'cut_off', position: state.entries, size: head.size })
  if (about.whole && base64(rootOf(peaks)) !== head.root) wrong.push({ what: 'root_wrong', size: head.size })
  if (!about.whole && state.entries !== about.entries) wrong.push({ what: 'cut_off', position: state.last })
  for (const { size, root } of published) {
    if (size > head.size) wrong.push({ what: 'older_than_published', size })
    else if (about.whole && size > 0 && roots.get(size) !== root)
      wrong.push({ what: 'not_as_published', size })
    else if (size === head.size && root !== head.root) wrong.push({ what: 'not_as_published', size })
  }
  return verdict()

  function checkEntry(entry) {
    const line = state.line
    const leaf = typeof entry?.leaf === 'string' ? parse(entry.leaf) : undefined
    if (!Array.isArray(leaf) || leaf[0] !== FORMAT) return void wrong.push({ what: 'not_an_entry', line })
    const position = leaf[2]
    if (leaf[1] !== about.company) wrong.push({ what: 'another_log', line, position })
    const hash = leafHash(entry.leaf)
    if (about.whole) {
      if (position !== state.entries + 1) wrong.push({ what: 'out_of_order', line, position })
      grow(peaks, state.entries, hash)
      if (roots.has(state.entries + 1)) roots.set(state.entries + 1, base64(rootOf(peaks)))
    } else {
      if (!(position > state.last)) wrong.push({ what: 'out_of_order', line, position })
      const proof = Array.isArray(entry.proof) ? entry.proof.map(fromBase64) : []
      const root = rootByProof(hash, position - 1, head.size, proof)
      if (!root || base64(root) !== head.root) wrong.push({ what: 'not_in_the_log', line, position })
    }
    state.entries += 1
    state.last = position
    checkValues(entry.kept ?? {}, leaf[10] ?? {}, position)
  }

  function checkValues(kept, committed, position) {
    for (const [name, [salt, value]] of Object.entries(kept)) {
      const said = committed[name]
      const matches = value === undefined || commitment(`${salt}\n${name}\n${value}`) === said
      if (said === undefined || !matches) wrong.push({ what: 'value_changed', position })
    }
    state.erased += Object.keys(committed).filter((name) => kept[name] === undefined).length
  }

  function refused(what) {
    if (!wrong.some((one) => one.what === what)) wrong.push({ what })
    return verdict()
  }

  /** @returns {Verdict} */
  function verdict() {
    return {
      ok: wrong.length === 0,
      company: about?.company ?? '',
      entries: state.entries,
      size: head?.size ?? 0,
      heads: published.length,
      erased: state.erased,
      whole: about?.whole === true,
      wrong,
    }
  }
}

// --- heads

async function readHead(note, { company, publicKey }, wrong) {
  const found = /^((\S+)\n(0|[1-9]\d{0,15})\n([\w+/]{43}=)\n)\n\u2014 (\S+) ([\w+/]+={0,2})\n$/.exec(note)
  const [, text = '', origin = '', digits = '', root = '', name = '', signed = ''] = found ?? []
  const size = Number(digits)
  const bytes = fromBase64(signed)
  if (!found || name !== origin || bytes.length !== 68) return void wrong.push({ what: 'not_a_head' })
  if (origin !== `dealthread.audit/${encodeURIComponent(company)}`)
    return void wrong.push({ what: 'another_log', size })
  const key = fromBase64(publicKey)
  const keyHash = sha256(joined(utf8(`${origin}\n`), Uint8Array.of(1), key)).subarray(0, 4)
  if (base64(keyHash) !== base64(bytes.subarray(0, 4))) return void wrong.push({ what: 'another_key', size })
  if (!(await isSigned(key, bytes.subarray(4), utf8(text))))
    return void wrong.push({ what: 'signature_wrong', size })
  return { origin, size, root }
}

export async function isSigned(key, signature, text) {
  if (key.length !== 32) return false
  const { subtle } = globalThis.crypto
  const imported = await subtle.importKey('raw', copied(key), { name: 'Ed25519' }, false, ['verify'])
  return subtle.verify({ name: 'Ed25519' }, imported, copied(signature), copied(text))
}

// --- the tree

function leafHash(text) {
  return sha256(utf8(`\u0000${text}`))
}

function nodeHash(left, right) {
  return sha256(joined(Uint8Array.of(1), left, right))
}

function grow(peaks, size, leaf) {
  let grown = leaf
  for (let left = size; left % 2 === 1; left = Math.floor(left / 2)) grown = nodeHash(peaks.pop(), grown)
  peaks.push(grown)
}

function rootOf(peaks) {
  return peaks.length === 0
    ? sha256(new Uint8Array())
    : peaks
        .slice()
        .reverse()
        .reduce((right, left) => nodeHash(left, right))
}

/** RFC 9162, 2.1.3.2. */
function rootByProof(leaf, index, size, proof) {
  if (!(index >= 0 && index < size)) return undefined
  let [fn, sn, hash] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else hash = nodeHash(hash, sibling)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 ? hash : undefined
}

// --- bytes

const encoder = new TextEncoder()
export const utf8 = (text) => encoder.encode(text)
// What the platform's cryptography takes lies in a buffer of its own.
const copied = (bytes) => Uint8Array.from(bytes)

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function base64(bytes) {
  return btoa(String.fromCharCode(...bytes))
}

export function fromBase64(text) {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

function commitment(text) {
  return base64(sha256(utf8(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

export function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// --- SHA-256 (FIPS 180-4): browsers have it only for those who wait, and here are millions

const K = Uint32Array.from(firstPrimes(64), (prime) => fraction(Math.cbrt(prime)))
const START = Uint32Array.from(firstPrimes(8), (prime) => fraction(Math.sqrt(prime)))
const W = new Uint32Array(64)
// Node has it for those in a hurry, too.
const native = globalThis.process?.getBuiltinModule?.('node:crypto').hash
const sha256 = native ? (bytes) => native('sha256', bytes, 'buffer') : sha256Here

function sha256Here(bytes) {
  const state = START.slice()
  const whole = bytes.length - (bytes.length % 64)
  for (let at = 0; at < whole; at += 64) compress(state, bytes, at)
  const rest = bytes.length - whole
  const end = new Uint8Array(rest < 56 ? 64 : 128)
  end.set(bytes.subarray(whole))
  end[rest] = 0x80
  const view = new DataView(end.buffer)
  view.setUint32(end.length - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(end.length - 4, (bytes.length << 3) >>> 0)
  for (let at = 0; at < end.length; at += 64) compress(state, end, at)
  const out = new Uint8Array(32)
  const words = new DataView(out.buffer)
  for (let i = 0; i < 8; i += 1) words.setUint32(i * 4, state[i])
  return out
}

function compress(state, bytes, start) {
  for (let i = 0, p = start; i < 16; i += 1, p += 4)
    W[i] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3]
  for (let i = 16; i < 64; i += 1) {
    const x = W[i - 15]
    const y = W[i - 2]
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0
  }
  let a = state[0]
  let b = state[1]
  let c = state[2]
  let d = state[3]
  let e = state[4]
  let f = state[5]
  let g = state[6]
  let h = state[7]
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] += a
  state[1] += b
  state[2] += c
  state[3] += d
  state[4] += e
  state[5] += f
  state[6] += g
  state[7] += h
}

function firstPrimes(count) {
  const primes = []
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}

/** The first 32 bits behind the point. */
function fraction(x) {
  return Math.floor((x - Math.floor(x)) * 2 ** 32)
}

// --- by hand

if (globalThis.process?.argv?.[1] && import.meta.url === pathUrl(globalThis.process.argv[1])) {
  await main().catch((error) => {
    console.error(error.message)
    globalThis.process.exitCode = 2
  })
}

function pathUrl(path) {
  return new URL(`file://${encodeURI(path.replaceAll('\\', '/'))}`).href
}

/** A key may begin with a dash, and is no option then. */
function withKeys(given) {
  return given.flatMap((one, at) => {
    if (given[at - 1] === '--key') return []
    return one === '--key' && at + 1 < given.length ? [`--key=${given[at + 1]}`] : [one]
  })
}

async function main() {
  const { createReadStream, readFileSync } = await import('node:fs')
  const { createInterface } = await import('node:readline')
  const { parseArgs } = await import('node:util')
  const options = { key: { type: 'string' }, heads: { type: 'string' } }
  const args = withKeys(globalThis.process.argv.slice(2))
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [file] = positionals
  if (!file) throw new Error('node verifier.mjs export.jsonl --key <public key> [--heads heads.jsonl]')
  const published = values.heads ? readFileSync(values.heads, 'utf8').split('\n').map(parse) : []
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
  const found = await verifyExport(lines, { key: values.key, heads: published.filter(Boolean) })
  for (const one of found.wrong) console.error(JSON.stringify(one))
  const { entries, company, size, heads, erased } = found
  const told = `${entries} entries of ${company}, head of ${size}, ${heads} published heads, ${erased} erased values`
  console.log(found.ok ? `As it was signed: ${told}.` : `NOT as it was signed: ${told}.`)
  if (values.key === undefined)
    console.log('The key is the one the export names: compare it with the one your company keeps.')
  globalThis.process.exitCode = found.ok ? 0 : 1
}
