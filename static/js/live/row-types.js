// The shapes of what the live protocol sends, as docs/live-protocol.md lists them. Types only, one field a line.

/**
 * Where the work on a row stands.
 * @typedef {"pending" | "processing" | "completed" | "failed" | "cancelled"} Status
 */

/**
 * A word's times and place: start ms, end ms, first code point, one past the last.
 * @typedef {[number, number, number, number]} WordTimes
 */

/**
 * A word to learn.
 * @typedef {object} GlossaryWord
 * @property {string} word
 * @property {string} meaning
 * @property {string} [picture] of what it names, where that can be shown
 */

/**
 * A question about a scene, without its solution.
 * @typedef {object} Question
 * @property {string} text
 * @property {string[]} answers
 * @property {string[]} [pictures] of what the answers name, one each; none where they cannot all be shown
 */

/**
 * How hard a text is to read; `over` names the caps it exceeds.
 * @typedef {object} Level
 * @property {number} grade
 * @property {number} words
 * @property {number} longest
 * @property {string[]} rare
 * @property {("sentence" | "scene" | "rare")[]} over
 * @property {number | null} under the lowest grade that it suits, where that is far under the story's
 * @property {string | null} hardest the sentence that makes it harder than the story's grade; null: it is not
 */

/**
 * A told sentence: the document's lines behind it, and its words that no line supports.
 * @typedef {object} TracedSentence
 * @property {string} text
 * @property {{text: string, page: number}[]} lines
 * @property {string[]} missing
 */

/**
 * @typedef {object} StoryRow
 * @property {"story"} kind
 * @property {string} id
 * @property {number} rev
 * @property {string} title
 * @property {string} language
 * @property {"ltr" | "rtl"} direction
 * @property {number} grade_level
 * @property {Status} status
 * @property {number} progress percent
 * @property {number} round
 * @property {number} total_scenes
 * @property {number} completed_scenes
 * @property {number} failed_scenes
 * @property {number[]} left_out_pages
 * @property {string} error_code
 * @property {string} error
 * @property {boolean} offered
 * @property {boolean} published
 * @property {boolean} shared with a class
 * @property {boolean} lessons whether words to learn and questions are shown
 * @property {string} told_by
 */

/**
 * @typedef {object} SceneRow
 * @property {"scene"} kind
 * @property {number} id
 * @property {number} rev
 * @property {number} scene_index
 * @property {string} title the name that a teacher gave it
 * @property {string} text
 * @property {string} heading
 * @property {string} caption
 * @property {number[]} source_pages
 * @property {GlossaryWord[]} words
 * @property {Question | null} question
 * @property {number | null} narration
 * @property {number | null} illustration
 * @property {Level | null} [level] editors only
 * @property {Question | null} [held_question] editors only
 * @property {TracedSentence[]} [traced] editors only
 * @property {string | null} [looked_at] editors only
 * @property {string} [looked_by] editors only
 */

/**
 * @typedef {object} IllustrationRow
 * @property {"illustration"} kind
 * @property {number} id
 * @property {number} rev
 * @property {Status} status
 * @property {number} attempt
 * @property {string | null} image_url
 * @property {string | null} front_url the figures of the picture alone
 * @property {string} falls snow, rain, leaves or nothing
 * @property {string} alt
 * @property {number | null} replaces
 * @property {string} error_code
 * @property {string} error
 */

/**
 * @typedef {object} RewritingRow
 * @property {"rewriting"} kind
 * @property {number} id
 * @property {number} rev
 * @property {number} scene
 * @property {"simpler" | "harder"} direction
 * @property {Status} status
 * @property {number} attempt
 * @property {string} before
 * @property {string} error_code
 * @property {string} error
 */

/**
 * A scene in another language; without text until listeners may have it.
 * @typedef {object} TranslationRow
 * @property {"translation"} kind
 * @property {number} id
 * @property {number} rev
 * @property {number} scene
 * @property {string} language
 * @property {"ltr" | "rtl"} direction
 * @property {string} text
 * @property {number | null} narration
 * @property {string} title of the scene, where a teacher named it
 * @property {string} caption
 * @property {string} story_title with one scene
 * @property {string[]} [outdated] editors only: which of these three say what was there before
 * @property {Status} [status] editors only
 * @property {number} [attempt] editors only
 * @property {boolean} [stale] editors only
 * @property {boolean} [by_hand] editors only
 * @property {string} [error_code] editors only
 * @property {string} [error] editors only
 */

/**
 * @typedef {object} NarrationRow
 * @property {"narration"} kind
 * @property {number} id
 * @property {number} rev
 * @property {Status} status
 * @property {number} attempt
 * @property {string} voice
 * @property {string | null} audio_url
 * @property {number | null} duration seconds
 * @property {WordTimes[] | null} words null on a page that left them out
 * @property {string} error_code
 * @property {string} error
 */

/**
 * @typedef {object} BriefRow
 * @property {"brief"} kind
 * @property {number} id
 * @property {number} rev
 * @property {string} title
 * @property {string} language
 * @property {"ltr" | "rtl"} direction
 * @property {string | null} publish_at
 * @property {number} [edition] editors only
 * @property {string} [voice] editors only
 * @property {number | null} [programme] editors only
 * @property {boolean} [by_itself] editors only
 * @property {string} [audio_problem] editors only
 * @property {string} [audio_problem_code] editors only
 * @property {string | null} [out_at] editors only
 * @property {number} [waiting_edition] editors only
 * @property {boolean} [makes_first] editors only
 * @property {boolean} [behind] editors only
 * @property {boolean} [held] editors only
 * @property {string | null} [was_due_at] editors only
 * @property {number} [pause_seconds] editors only
 * @property {boolean} [has_jingle] editors only
 */

/**
 * @typedef {object} ItemRow
 * @property {"item"} kind
 * @property {number} id
 * @property {number} rev
 * @property {number} position
 * @property {string} title
 * @property {string} text
 * @property {string} language empty: the brief's
 * @property {"ltr" | "rtl"} direction
 * @property {number | null} narration
 * @property {boolean} [stale] editors only
 */

/**
 * @typedef {object} JobRow
 * @property {"job"} kind
 * @property {number} id
 * @property {number} rev
 * @property {string} voice_id
 * @property {"queued" | "processing" | "completed" | "failed" | "cancelled"} status
 * @property {number} progress percent
 * @property {number} total_items
 * @property {number} completed_items
 * @property {number} failed_items
 * @property {string} error_code
 * @property {string | null} error_message
 */

/**
 * @typedef {object} ItemAudioRow
 * @property {"item_audio"} kind
 * @property {number} id
 * @property {number} rev
 * @property {number} job
 * @property {number} item
 * @property {number} narration
 */

/**
 * An editor at the desk; `item` is 0 for none.
 * @typedef {object} AtDeskRow
 * @property {"at_desk"} kind
 * @property {number} id
 * @property {number} rev
 * @property {number} person
 * @property {string} name
 * @property {number} item
 */

/**
 * Where a class is that listens to a story together.
 * @typedef {object} ClassListeningRow
 * @property {"class_listening"} kind
 * @property {number} id
 * @property {number} rev
 * @property {string | null} story null: it listens to nothing together
 * @property {number} round
 * @property {boolean} playing
 * @property {number} scene from 0
 * @property {number} seconds into the scene, at `at`
 * @property {number} speed
 * @property {number} at ms of the server's clock
 * @property {boolean} asking the question of the scene is before the class
 * @property {boolean} told and which of its answers is right
 * @property {number | null} right the right answer, from 0, once it is told
 * @property {number | null} [conductor] editors only
 * @property {number} [there] how many go along; editors only
 * @property {number} [answered] how many answered the question since it was put; editors only
 * @property {string[]} [along] who goes along, by their names; editors only
 * @property {string[]} [left] who did and left; editors only
 * @property {string[]} [missing] who of the class did not come so far; editors only
 */

/**
 * The row type of each kind.
 * @typedef {object} RowKinds
 * @property {StoryRow} story
 * @property {SceneRow} scene
 * @property {IllustrationRow} illustration
 * @property {RewritingRow} rewriting
 * @property {TranslationRow} translation
 * @property {NarrationRow} narration
 * @property {BriefRow} brief
 * @property {ItemRow} item
 * @property {JobRow} job
 * @property {ItemAudioRow} item_audio
 * @property {AtDeskRow} at_desk
 * @property {ClassListeningRow} class_listening
 */

/** @typedef {keyof RowKinds} Kind */
/** @typedef {RowKinds[Kind]} Row */

/**
 * Rows that changed after `prev`; with `prev` 0 they replace everything.
 * @typedef {object} StateFrame
 * @property {"state"} type
 * @property {string} epoch
 * @property {number} prev
 * @property {number} rev
 * @property {Row[]} rows
 * @property {Record<string, (number | string)[]>} [ids]
 */

/**
 * @typedef {object} ProgressFrame
 * @property {"progress"} type
 * @property {string} kind
 * @property {number | string} id
 * @property {number} attempt
 * @property {number} seq
 * @property {number} fraction
 * @property {string} note
 */

/**
 * @typedef {object} BeatFrame
 * @property {"beat"} type
 * @property {number} rev
 */

/**
 * The server's clock, and the browser's as it was when it asked, both in ms.
 * @typedef {object} TimeFrame
 * @property {"time"} type
 * @property {number} sent
 * @property {number} now
 */

/** @typedef {StateFrame | ProgressFrame | BeatFrame | TimeFrame} Frame */

export {};
