/** What saving asks of the server, so that it can be tried without one. */
import { draftNowQuery } from '../api/formReads'
import { saveFormDraftMutation } from '../api/operations'
import { request } from '../api/request'
import type { Template } from '../template/types'

/** A state of the draft as the server has it. */
export interface ServerDraft {
  version: number
  template: Template
  by: string
}

export type SaveAnswer =
  | { kind: 'saved'; version: number; savedAt: Date }
  | { kind: 'overtaken'; current: ServerDraft | null }
  | { kind: 'refused'; message: string }

export interface DraftPost {
  /** `isMerge`: two officials' changes were put together, which the history tells. */
  save(version: number, template: Template, isMerge: boolean): Promise<SaveAnswer>
  newest(): Promise<ServerDraft | null>
}

const NOBODY = 'ほかの職員'

export function draftPost(formId: string): DraftPost {
  return {
    async save(version, template, isMerge) {
      const input = { formId, expectedVersion: version, template, isMerge }
      const { saveFormDraft: made } = await request(saveFormDraftMutation, { input })
      if (made.__typename === 'FormDraft') return { kind: 'saved', version: made.version, savedAt: new Date(made.savedAt) }
      if (made.__typename !== 'VersionConflict') return { kind: 'refused', message: made.message }
      const { current } = made
      return { kind: 'overtaken', current: 'template' in current ? serverDraft(current.version, current.template, current.savedBy) : null }
    },
    async newest() {
      const { formDefinition } = await request(draftNowQuery, { id: formId })
      const draft = formDefinition?.draft
      return draft ? serverDraft(draft.version, draft.template, draft.savedBy) : null
    },
  }
}

const serverDraft = (version: number, template: unknown, by?: { name: string } | null): ServerDraft => ({
  version,
  template: template as Template,
  by: by ? `${by.name}さん` : NOBODY,
})
