/** What every editor of a property gets. */
import type { Editor } from '../../editor/editor.svelte'
import type { FieldProperty } from '../catalogue.svelte'

export interface FieldProps {
  editor: Editor
  property: FieldProperty
  /** The id of the control that the question's label names. */
  id: string
  /** The ids of help texts. */
  describedBy: string | undefined
  value: unknown
  isMixed: boolean
  mustAnswer: boolean
  /** Set the key of all selected elements; `merge` while the official is still typing. */
  change: (value: unknown, merge?: boolean) => void
  settle: () => void
}

export const MIXED = 'それぞれ異なる'

/** A choice of this value is the same as saying nothing. */
export const isNothing = (value: unknown): boolean => value === '' || value === null || value === undefined
