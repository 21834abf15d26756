/** Ends the program with one plain sentence instead of a stack trace. */
export class Stop extends Error {}

export async function untilStopped(work) {
  try {
    process.exitCode = await work()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.error(`\n${error.message}`)
    process.exitCode = 1
  }
}
