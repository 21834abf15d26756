import { computed } from '@preact/signals'
import type { ShownFile } from '../../backend/shown.ts'
import { current } from '../card/card.model.ts'
import { timelineOf } from '../threads/timeline.model.ts'

/** Files of the open discussion as far as its messages are loaded, newest first; erased ones are not worth a line. */
export const loadedFiles = computed((): ShownFile[] =>
  timelineOf(current.value)
    .value.slice.flatMap(({ files }) => files)
    .filter((file) => !file.erasedAt)
    .reverse(),
)
