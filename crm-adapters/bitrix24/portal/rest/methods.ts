/** Every method of the portal by its name; capitals make no difference. */
import { activities } from './activities.ts'
import { bindings } from './bindings.ts'
import { connector } from './connector.ts'
import { crm } from './crm.ts'
import { disk } from './disk.ts'
import { im } from './im.ts'
import type { Method } from './method.ts'
import { offline } from './offline.ts'
import { people } from './people.ts'
import { platform } from './platform.ts'
import { stages } from './stages.ts'

import { tasks } from './tasks.ts'
import { timeline } from './timeline.ts'

const methods: Record<string, Method> = {
  ...crm,
  ...stages,
  ...timeline,
  ...activities,
  ...tasks,
  ...im,
  ...connector,
  ...disk,
  ...people,
  ...bindings,
  ...offline,
  ...platform(() => [...Object.keys(methods), 'batch']),
}

const lowered = new Map(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), method]))

export function methodCalled(name: string): Method | undefined {
  return lowered.get(name.toLowerCase())
}
