import { UploadCard } from '../files/UploadCard.tsx'
import { attachAgain, detach, know, trayOf } from './attachments.model.ts'
import { refusalInWords } from './refusals.ts'

/** The files of the message being written. */
export function AttachmentTray({ thread }: { thread: string }) {
  return (
    <div class="tray">
      {trayOf(thread).value.map(({ id, file, progress, stored, failure }) => (
        <UploadCard
          key={id}
          name={file.name}
          size={file.size}
          progress={progress}
          stored={stored}
          onChange={(known) => know(thread, id, known)}
          failure={failure && refusalInWords(failure)}
          onRemove={() => detach(thread, id)}
          onRetry={() => attachAgain(thread, id)}
        />
      ))}
    </div>
  )
}
