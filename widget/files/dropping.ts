import { filesIn } from './pick.ts'

type Dropping = { onOver: (over: boolean) => void; onFiles: (files: File[]) => void }

/** Takes files dropped over the element, until the returned function is called. */
export function listenForDrops(zone: HTMLElement, { onOver, onFiles }: Dropping): () => void {
  const listening = new AbortController()
  const { signal } = listening
  // Entering a child is told before leaving its parent, so the crossings are counted.
  let depth = 0
  const cross = (by: number) => {
    depth = Math.max(0, depth + by)
    onOver(depth > 0)
  }
  const onCarried = (
    type: 'dragenter' | 'dragleave' | 'dragover' | 'drop',
    act: (event: DragEvent) => void,
  ) =>
    zone.addEventListener(type, (event) => event.dataTransfer?.types.includes('Files') && act(event), {
      signal,
    })

  onCarried('dragenter', () => cross(1))
  onCarried('dragleave', () => cross(-1))
  onCarried('dragover', (event) => event.preventDefault())
  onCarried('drop', (event) => {
    event.preventDefault()
    cross(-depth)
    onFiles(filesIn(event.dataTransfer))
  })
  return () => listening.abort()
}
