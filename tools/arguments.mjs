/**
 * Arguments of a program, for `parseArgs`: a public key may begin with a dash, and is no option then. `verifier.mjs` has the
 * same, for it needs no other file.
 * @param {string[]} given
 */
export function withKeys(given) {
  return given.flatMap((one, at) => {
    if (given[at - 1] === '--key') return []
    return one === '--key' && at + 1 < given.length ? [`--key=${given[at + 1]}`] : [one]
  })
}
