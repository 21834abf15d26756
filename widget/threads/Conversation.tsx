import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { ShownThread } from '../../backend/shown.ts'
import { DropZone } from '../files/DropZone.tsx'
import { speak } from './announcements.ts'
import { attachFiles } from './attaching.ts'
import { Composer } from './Composer.tsx'
import { enter, exit } from './conversation.model.ts'
import { listenToKeys } from './keys.ts'
import { MessageList } from './MessageList.tsx'
import { PinsStrip } from './PinsStrip.tsx'
import { TypingLine } from './TypingLine.tsx'
import './conversation.css'

/** A thread to read and to write in; fills its column. */
export function Conversation({ thread }: { thread: ShownThread }) {
  const { id } = thread
  // Before it is painted: a key pressed while one conversation gives way to another is not lost.
  useLayoutEffect(listenToKeys, [])
  useEffect(speak, [])
  useLayoutEffect(() => {
    void enter(id)
    return () => exit(id)
  }, [id])

  return (
    <div class="conversation">
      <DropZone
        audience={thread.audience}
        disabled={thread.closedAt !== undefined}
        onFiles={(files) => attachFiles(id, files)}
      >
        <PinsStrip key={`pins ${id}`} thread={thread} />
        <MessageList key={`list ${id}`} thread={thread} />
        <TypingLine thread={id} />
        <Composer key={`composer ${id}`} thread={thread} />
      </DropZone>
    </div>
  )
}
