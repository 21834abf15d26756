/** Says what is about to take long and, when it is over, how long it took. */
export async function slowly(what, work) {
  console.log(`${what}...`)
  const began = performance.now()
  const result = await work()
  console.log(`  done in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return result
}
