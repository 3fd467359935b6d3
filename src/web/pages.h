/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pages.h - what answers the addresses of routes.c. Each is told of in its own file.
 */
#ifndef SL_WEB_PAGES_H
#define SL_WEB_PAGES_H

#include "web/route.h"

/* home_page.c: what needs me today. */
sl_visit_fn sl_visit_home;

/* search_page.c: people by what somebody knows of them; and the part that changes while typing. */
sl_visit_fn sl_visit_search;
sl_visit_fn sl_visit_search_hits;

/* child_page.c: one child, as all agencies know them; the family as a drawing. */
sl_visit_fn sl_visit_child;
sl_visit_fn sl_visit_child_family;

/* child_glass_page.c: breaking the glass, a form and what it sends. */
sl_visit_fn sl_visit_child_glass;
sl_visit_fn sl_visit_child_glass_break;

/* child_request_page.c: asking an agency that holds records, the same. */
sl_visit_fn sl_visit_child_request;
sl_visit_fn sl_visit_child_request_ask;

/* note_page.c: writing a note, a form and what it sends; the note, changing and withdrawing it. */
sl_visit_fn sl_visit_note_form;
sl_visit_fn sl_visit_note_record;
sl_visit_fn sl_visit_note;
sl_visit_fn sl_visit_note_change;
sl_visit_fn sl_visit_note_withdraw;

/* draft_page.c: giving a draft up. */
sl_visit_fn sl_visit_draft_drop;

/* child_seen_page.c: who has looked at the child. */
sl_visit_fn sl_visit_child_seen;

/* sign_in_page.c: the two steps, a passkey, an invitation, each with what it sends; and out. */
sl_visit_fn sl_visit_sign_in;
sl_visit_fn sl_visit_sign_in_now;
sl_visit_fn sl_visit_sign_in_code;
sl_visit_fn sl_visit_sign_in_passkey;
sl_visit_fn sl_visit_sign_in_answer;
sl_visit_fn sl_visit_invitation;
sl_visit_fn sl_visit_invitation_use;
sl_visit_fn sl_visit_sign_out;

/* account_page.c: one's own account and sessions, ending one of them, the password. */
sl_visit_fn sl_visit_account;
sl_visit_fn sl_visit_account_end;
sl_visit_fn sl_visit_password;
sl_visit_fn sl_visit_password_change;

/* authenticator_page.c: the second step of signing in. */
sl_visit_fn sl_visit_authenticator;
sl_visit_fn sl_visit_authenticator_begin;
sl_visit_fn sl_visit_authenticator_confirm;
sl_visit_fn sl_visit_authenticator_end;

/* passkey_page.c: one's own passkeys; adding one in two steps, ending one. */
sl_visit_fn sl_visit_passkeys;
sl_visit_fn sl_visit_passkey_add;
sl_visit_fn sl_visit_passkey_begin;
sl_visit_fn sl_visit_passkey_keep;
sl_visit_fn sl_visit_passkey_end_form;
sl_visit_fn sl_visit_passkey_end;

/* ledger_page.c: how far the ledger has come, and who has looked at it. */
sl_visit_fn sl_visit_ledger;

/* subject_access_page.c: what a child who asks is given: found, read, downloaded. */
sl_visit_fn sl_visit_subject_access;
sl_visit_fn sl_visit_subject_access_find;
sl_visit_fn sl_visit_child_access;
sl_visit_fn sl_visit_child_access_file;

/* request_page.c: requests between agencies; one, deciding it, taking it back. */
sl_visit_fn sl_visit_requests;
sl_visit_fn sl_visit_request;
sl_visit_fn sl_visit_request_answer;
sl_visit_fn sl_visit_request_take_back;

/* emergency_page.c: access that was claimed in an emergency; one, judging it. */
sl_visit_fn sl_visit_emergencies;
sl_visit_fn sl_visit_emergency;
sl_visit_fn sl_visit_emergency_judge;

/* intake_page.c: files taken in; one, with what was rejected; what rules of quality find. */
sl_visit_fn sl_visit_intake;
sl_visit_fn sl_visit_run;
sl_visit_fn sl_visit_findings;

/* match_page.c: possible matches; one, side by side; deciding it. */
sl_visit_fn sl_visit_matches;
sl_visit_fn sl_visit_match;
sl_visit_fn sl_visit_match_decide;

/* identity_page.c: one person as records make them; taking back and splitting off. */
sl_visit_fn sl_visit_identity;
sl_visit_fn sl_visit_identity_change;

/* proposal_page.c: what waits for a second administrator; one, confirming and refusing it. */
sl_visit_fn sl_visit_proposals;
sl_visit_fn sl_visit_proposal;
sl_visit_fn sl_visit_proposal_confirm;
sl_visit_fn sl_visit_proposal_refuse;

/* user_page.c: users; one; giving and ending roles, ending, inviting and adding users. */
sl_visit_fn sl_visit_users;
sl_visit_fn sl_visit_user;
sl_visit_fn sl_visit_user_give;
sl_visit_fn sl_visit_user_take;
sl_visit_fn sl_visit_user_end;
sl_visit_fn sl_visit_user_invite;
sl_visit_fn sl_visit_user_form;
sl_visit_fn sl_visit_user_add;

/* child_raise_page.c: asking what an indicator asks of the child. */
sl_visit_fn sl_visit_child_raise;

/* question_page.c: questions that wait. question_one_page.c: one; a form of it, and what it sends.
 */
sl_visit_fn sl_visit_questions;
sl_visit_fn sl_visit_question;
sl_visit_fn sl_visit_question_way;
sl_visit_fn sl_visit_question_do;

/* catalogue_page.c: what Sightline looks for; one indicator or time limit. */
sl_visit_fn sl_visit_catalogue;
sl_visit_fn sl_visit_catalogue_one;

/* pattern_page.c: possible groups and patterns. pattern_one_page.c: a group; deciding on it. */
sl_visit_fn sl_visit_patterns;
sl_visit_fn sl_visit_pattern;
sl_visit_fn sl_visit_pattern_judge;

/* audit_page.c: of whom indicators ask, and what was decided. */
sl_visit_fn sl_visit_audit;

/* wording.c: phrases of a text that blame a child, for a form that somebody fills in. */
sl_visit_fn sl_visit_wording;

/* looked_page.c: what somebody looked at and did. */
sl_visit_fn sl_visit_looked;

/* health_page.c: is the program there? Nothing of the store is asked. */
sl_visit_fn sl_visit_health;

#endif
