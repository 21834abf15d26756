import type { ShownFile } from '../../backend/shown.ts'
import { words } from '../words/index.ts'
import { FileCard } from './FileCard.tsx'
import { lookAt } from './looking.ts'
import { Picture } from './Picture.tsx'
import './pictures.css'

/** So many pictures are shown; the last of them counts the rest. */
const mostPictures = 4

/** The files of a message: pictures as a grid, everything else as cards. */
export function Files({ files }: { files: readonly ShownFile[] }) {
  const pictures = files.filter(isPicture)
  const others = files.filter((file) => !isPicture(file))
  return (
    <>
      {pictures.length > 0 && <PictureGrid pictures={pictures} />}
      {others.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
    </>
  )
}

function PictureGrid({ pictures }: { pictures: ShownFile[] }) {
  const shown = pictures.slice(0, mostPictures)
  const rest = pictures.length - shown.length
  return (
    <div class={`pictures pictures-${shown.length}`}>
      {shown.map((file, i) => {
        const counts = rest > 0 && i === mostPictures - 1
        return (
          <button
            key={file.id}
            type="button"
            class="pictures-tile"
            style={shown.length === 1 ? alone(file) : undefined}
            aria-label={counts ? undefined : words.file.open(file.name)}
            title={file.name}
            onClick={() => lookAt(pictures, i)}
          >
            <Picture file={file} preview={file.preview} />
            {counts && (
              <span class="pictures-rest">
                <bdi>+{rest}</bdi>
                <span class="hidden">{words.file.moreImages(rest)}</span>
              </span>
            )}
          </button>
        )
      })}
    </div>
  )
}

/** Dimensions are stored for what the server could open as a picture. */
function isPicture(file: ShownFile): boolean {
  return file.preview && !file.erasedAt && Boolean(file.width && file.height)
}

/** A single picture keeps its shape within 320 by 260. */
function alone({ width = 1, height = 1 }: ShownFile) {
  const scale = Math.min(1, 320 / width, 260 / height)
  return { width: `${Math.max(80, Math.round(width * scale))}px`, aspectRatio: `${width} / ${height}` }
}
