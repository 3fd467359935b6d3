/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cin_check.h - the checks behind the rules on children in need; cin_rules.c says what each finds.
 *
 * Each is an sl_rule_fn: it appends a finding for each entity by which its rule is broken.
 * Errors: SL_NO_MEMORY.
 */
#ifndef SL_INTAKE_CIN_CHECK_H
#define SL_INTAKE_CIN_CHECK_H

#include "intake/format_impl.h"

/* cin_child.c: ethnicity and disability. */
sl_rule_fn sl_cin_ethnicity, sl_cin_disability, sl_cin_none_and_other, sl_cin_disability_twice;

/* cin_case.c: referrals, assessments, plans for a child in need. */
sl_rule_fn sl_cin_assessment_early, sl_cin_assessment_late, sl_cin_assessment_left_open,
    sl_cin_assessment_two_open, sl_cin_after_closure, sl_cin_open_twice, sl_cin_open_earlier,
    sl_cin_referral_overlap, sl_cin_no_action_activity, sl_cin_no_action_plan, sl_cin_both_open,
    sl_cin_review_in_plan, sl_cin_plan_overlap, sl_cin_plan_in_protection;

/* cin_protection.c: enquiries, conferences, child protection plans. */
sl_rule_fn sl_cin_enquiry_early, sl_cin_enquiry_two_open, sl_cin_enquiry_overlap,
    sl_cin_enquiry_late, sl_cin_enquiry_left_open, sl_cin_conference_early,
    sl_cin_conference_weekend, sl_cin_conference_twice, sl_cin_target_weekend,
    sl_cin_protection_early, sl_cin_protection_day, sl_cin_protection_review,
    sl_cin_protection_category, sl_cin_protection_latest, sl_cin_protection_start_dead,
    sl_cin_protection_end_dead, sl_cin_protection_order, sl_cin_protection_year,
    sl_cin_protection_two_open, sl_cin_protection_overlap;

#endif
