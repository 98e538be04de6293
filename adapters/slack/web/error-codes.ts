import type { Disposition, RoomLoss } from '#ports/messenger.ts';

/** What an error of Slack means for a delivery. `limited`: refused before doing anything, comes again. */
export type Verdict = Exclude<Disposition, 'room-lost'> | 'limited' | RoomLoss;

/** Something broke at Slack; part of it may have been done ("it's possible some aspect succeeded"). */
const RETRY = `
  canvas_creation_failed canvas_editing_failed canvas_tab_creation_failed
  channel_canvas_creation_failed external_channel_migrating fatal_error fetch_members_failed
  file_update_failed internal_error list_record_comment_fetch_failed request_timeout
  service_unavailable streaming_state_conflict team_added_to_org update_failed
`;

const LIMITED = 'message_limit_exceeded rate_limited ratelimited too_many_requests';

/** Token, scope or a setting of the workspace: nothing helps until an administrator acts. */
const REAUTHORISE = `
  access_denied accesslimited account_inactive cannot_create_channel ekm_access_denied
  enterprise_is_restricted forbidden_team invalid_auth metadata_must_be_sent_from_app
  missing_scope no_permission not_allowed_token_type not_authed not_authorized org_login_required
  posting_to_channel_denied team_access_not_granted token_expired token_revoked
  two_factor_setup_required
`;

/** The message can't be edited any more, whoever asks; the card itself may still be wanted. */
const GONE = `
  cant_delete_message cant_update_message edit_window_closed message_not_found thread_not_found
`;

const ARCHIVED = 'is_archived is_inactive';
const REMOVED = 'channel_is_limited_access not_in_channel';
/** Also what Slack says to a bot that was taken out of a private channel: it does not tell which. */
const DELETED = 'channel_not_found invalid_channel';

/** Asking again gives the same answer: a wrong argument, a person who can't be reached, something done already. */
const GIVE_UP = `
  already_archived already_in_channel already_pinned already_reacted alt_txt_too_large
  as_user_not_supported attachment_payload_limit_exceeded bad_timestamp block_mismatch
  blocked_file_type bot_not_found bots_not_found cannot_bookmark_from_external_org
  cannot_bookmark_restricted_sharing_enabled cannot_reply_to_message cant_archive_general
  cant_archive_required cant_broadcast_message cant_invite cant_invite_self
  canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled canvas_not_found
  channel_canvas_already_exists channels_limit_exceeded deprecated_endpoint draft_already_deleted
  draft_already_sent draft_has_conflict draft_not_found duplicate_channel_not_found
  duplicate_external_id duplicate_message_not_found enterprise_not_found exchanged_trigger_id
  expired_trigger_id fail_to_get_teams_for_restricted_user file_already_added
  file_comment_not_found file_deleted file_is_deleted file_not_found file_not_shared
  file_share_limit_reached file_type_not_allowed file_upload_size_restricted file_uploads_disabled
  file_uploads_except_images_disabled free_team_canvas_tab_already_exists
  free_teams_cannot_edit_standalone_canvases hash_conflict insecure_request
  invalid_app_action_type invalid_arg_name invalid_arguments invalid_array_arg invalid_attachments
  invalid_blocks invalid_blocks_format invalid_bookmark_type invalid_charset invalid_child_type
  invalid_cursor invalid_emoji invalid_entity_id invalid_form_data invalid_limit invalid_link
  invalid_metadata_filter_keys invalid_metadata_format invalid_metadata_schema invalid_name
  invalid_name_maxlength invalid_name_punctuation invalid_name_required invalid_name_specials
  invalid_parent_type invalid_post_type invalid_shortcut_type invalid_team invalid_trigger_id
  invalid_ts_latest invalid_ts_oldest invalid_types invalid_user_combination
  invitee_cant_see_channel markdown_text_conflict max_file_sharing_exceeded messages_tab_disabled
  metadata_too_large method_deprecated method_not_supported_for_channel_type missing_args
  missing_argument missing_file_data missing_post_type missing_profile_id missing_user
  msg_blocks_too_long msg_too_long name_taken no_access no_channel
  no_dual_broadcast_content_update no_external_invite_permission no_item_specified no_text no_user
  not_archived not_enabled not_enough_users not_found not_implemented not_pinnable not_reactable
  not_visible org_not_found org_user_not_in_team parent_bookmark_disabled parent_with_link
  permission_denied plan_upgrade_required push_limit_reached restricted_action
  restricted_action_non_threadable_channel restricted_action_read_only_channel
  restricted_action_thread_locked restricted_action_thread_only_channel
  slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
  slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
  slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked snippet_too_large
  storage_limit_reached team_not_found team_not_on_enterprise
  team_tier_cannot_create_channel_canvases template_not_visible thread_locked too_long
  too_many_attachments too_many_bookmarks too_many_contact_cards too_many_emoji too_many_members
  too_many_pins too_many_reactions too_many_tabs too_many_users unable_to_share_files
  unknown_method unknown_snippet_type unknown_subtype ura_max_channels user_disabled
  user_is_restricted user_not_found user_not_in_channel user_not_visible users_list_not_supplied
  users_not_found view_too_large
`;

const listed = (codes: string, verdict: Verdict): readonly (readonly [string, Verdict])[] =>
  codes
    .trim()
    .split(/\s+/u)
    .map((code) => [code, verdict] as const);

/** Every error documented for a method in use, and the errors common to all (docs.slack.dev, reference/methods). */
const VERDICTS: ReadonlyMap<string, Verdict> = new Map([
  ...listed(RETRY, 'retry'),
  ...listed(LIMITED, 'limited'),
  ...listed(REAUTHORISE, 'reauthorise'),
  ...listed(GONE, 'gone'),
  ...listed(ARCHIVED, 'archived'),
  ...listed(REMOVED, 'removed'),
  ...listed(DELETED, 'deleted'),
  ...listed(GIVE_UP, 'give-up'),
]);

/** A room that may not be made or written to is worth waiting for; a decoration that is not allowed is not. */
const IN_METHOD: Readonly<Record<string, Readonly<Record<string, Verdict>>>> = {
  'conversations.create': { restricted_action: 'reauthorise' },
  'chat.postMessage': {
    restricted_action: 'reauthorise',
    restricted_action_read_only_channel: 'reauthorise',
  },
};

/** True for the errors that Slack documents for what is called here. */
export const isDocumented = (code: string): boolean => VERDICTS.has(code);

const SOUNDS_PASSING = /error|failed|internal|temporar|timeout|try_again|unavailable/u;

/** The verdict on an error; one that Slack invents later is judged by its name. */
export const verdictOn = (method: string, code: string): Verdict =>
  IN_METHOD[method]?.[code] ??
  VERDICTS.get(code) ??
  (SOUNDS_PASSING.test(code) ? 'retry' : 'give-up');
