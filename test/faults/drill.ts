/** What a drill is: something goes wrong with the real server, and what was promised has to hold nevertheless. */

export interface Drill {
  name: string
  /** What goes wrong. */
  says: string
  /** Megabytes of the small disk it needs, which then is where temporary files are. */
  disk?: number
  /** What is on that disk: `ext4` may fail as a real one; otherwise it is in memory. */
  system?: 'ext4'
  run(options: Options): Promise<Outcome>
}

export interface Options {
  /** Arguments of Node: the program that is tried. */
  program: string[]
  /** Of all chance. */
  seed: number
  /** How often, and for how long, as each drill understands it: 1 is what is promised, less is a look. */
  share: number
  /** Of the soak. */
  minutes: number
}

export interface Outcome {
  /** What was measured, in one line. */
  figures: string
  /** Every promise that was not kept, in words. */
  broken: string[]
}

/** It cannot be tried on this machine; the message says what it lacks. */
export class NotHere extends Error {}

/** The words, where it does not hold. */
export const unless = (holds: boolean, words: string) => (holds ? [] : [words])
