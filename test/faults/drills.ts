import { archive } from './archive.ts'
import { calls } from './calls.ts'
import { clock } from './clock.ts'
import { damage } from './damage.ts'
import { diskFull } from './disk-full.ts'
import type { Drill } from './drill.ts'
import { fuzz } from './fuzz.ts'
import { givenUp } from './given-up.ts'
import { handles } from './handles.ts'
import { kill } from './kill.ts'
import { nodes } from './nodes.ts'
import { power } from './power.ts'
import { readOnly } from './read-only.ts'
import { slow } from './slow.ts'
import { soak } from './soak.ts'
import { stalled } from './stalled.ts'
import { starts } from './starts.ts'
import { stop } from './stop.ts'
import { storm } from './storm.ts'
import { updates } from './updates.ts'
import { uploads } from './uploads.ts'

/** In the order they are run. */
export const drills: readonly Drill[] = [
  kill,
  power,
  calls,
  starts,
  updates,
  uploads,
  diskFull,
  readOnly,
  givenUp,
  damage,
  handles,
  clock,
  stop,
  slow,
  stalled,
  storm,
  soak,
  fuzz,
  archive,
  ...nodes,
]
