/** Checks the archive that a dossier's page came in, in that page: what is chosen is read here and goes nowhere. */

import { verifyDossier } from './verifier.mjs'

const archiveField = document.getElementById('archive')
const verdictPlace = document.getElementById('verdict')
const said = JSON.parse(verdictPlace.dataset.words)

archiveField.addEventListener('change', async () => {
  const [file] = archiveField.files
  if (!file) return
  show([[said.at]])
  const bytes = async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer())
  if (!(await knowsSignatures())) return show([[said.old, 'bad']])
  const found = await verifyDossier({ size: file.size, bytes })
  const counted = said.counted.replace(/\{(\w+)\}/g, (_, name) => found[name].toLocaleString())
  show([
    found.ok ? [said.good, 'good'] : [said.bad, 'bad'],
    [counted],
    ...found.wrong.map((one) => [inWords(one), 'bad']),
    [`${said.key}: ${found.key}`],
    [said.compare],
  ])
})

function inWords({ what, ...which }) {
  return `${said.wrong[what] ?? what}: ${Object.values(which).join(' · ')}`
}

async function knowsSignatures() {
  try {
    await globalThis.crypto.subtle.importKey('raw', new Uint8Array(32), { name: 'Ed25519' }, false, [
      'verify',
    ])
    return true
  } catch {
    return false
  }
}

function show(lines) {
  verdictPlace.replaceChildren(
    ...lines.map(([text, kind = '']) => {
      const line = document.createElement('p')
      line.className = kind
      line.textContent = text
      return line
    }),
  )
}
