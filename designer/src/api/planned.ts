/** What the designer reads of a form when it opens it; another selection than the documented operation's. */
import type { Json, Operation } from './operations'

export interface DraftOfFormResult {
  formDefinition: {
    id: string
    title: string
    mayEdit: boolean
    draft: { version: number; template: Json } | null
  } | null
}

export const draftOfFormQuery: Operation<DraftOfFormResult, { id: string }> = `query DraftOfForm($id: ID!) {
  formDefinition(id: $id) {
    id
    title
    mayEdit
    draft {
      version
      template
    }
  }
}`
