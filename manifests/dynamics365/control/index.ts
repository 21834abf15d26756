/**
 * The chat on a form as a code component. A thin shell: it frames our page and tells it which record the form shows.
 * It asks nothing of the network, keeps nothing, writes nothing to the form, and touches no element but its own.
 */
import { type Chat, chat } from '../shell/chat.ts'
import { wordsFrom } from '../shell/words.ts'
import { deskOf } from './desk-of-control.ts'
import type { Inputs, Outputs } from './inputs.ts'
import { sceneOf } from './scene-of-control.ts'

type Context = ComponentFramework.Context<Inputs>

export class CardChat implements ComponentFramework.StandardControl<Inputs, Outputs> {
  private context!: Context
  private chat: Chat | undefined

  init(context: Context, _changed: unknown, _state: unknown, container: HTMLDivElement): void {
    this.context = context
    context.mode.trackContainerResize(true)
    const words = wordsFrom((key) => context.resources.getString(key))
    this.chat = chat(
      container,
      deskOf(() => this.context),
      words,
    )
    this.chat.show(sceneOf(context))
  }

  updateView(context: Context): void {
    this.context = context
    this.chat?.show(sceneOf(context))
  }

  /** Nothing: every write to the anchor column would leave the form with unsaved changes. */
  getOutputs(): Outputs {
    return {}
  }

  destroy(): void {
    this.chat?.close()
    this.chat = undefined
  }
}
