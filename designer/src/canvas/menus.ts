/** Which commands stand in which menu, in groups. */
import { COMMAND_BY_ID } from './commands/commands'
import type { Command } from './commands/command'

const named = (...ids: string[]): Command[] => ids.flatMap((id) => COMMAND_BY_ID.get(id) ?? [])

export const ALIGN_MENU: readonly (readonly Command[])[] = [
  named('align-left', 'align-center', 'align-right'),
  named('align-top', 'align-middle', 'align-bottom'),
  named('distribute-x', 'distribute-y'),
  named('equal-width', 'equal-height', 'equal-both'),
]

export const ORDER_MENU: readonly (readonly Command[])[] = [named('order-front', 'order-forward', 'order-backward', 'order-back')]

export const EDIT_MENU: readonly (readonly Command[])[] = [
  named('cut', 'copy', 'paste', 'pasteInPlace', 'duplicate', 'remove'),
  named('chooseAll', 'enter', 'chooseNone'),
]

export const VIEW_MENU: readonly (readonly Command[])[] = [
  named('grid', 'snap'),
  named('guide-x', 'guide-y', 'clearGuides'),
  named('fitWidth', 'fitPage', 'actualSize'),
  named('help'),
]

export const PAPER_MENU: readonly (readonly Command[])[] = [
  named('cut', 'copy', 'paste', 'pasteInPlace', 'duplicate', 'remove'),
  named('enter', 'chooseAll'),
  named('group', 'ungroup', 'lock', 'unlock'),
  named('order-front', 'order-forward', 'order-backward', 'order-back'),
  named('guide-x', 'guide-y'),
]
