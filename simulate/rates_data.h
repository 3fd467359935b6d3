/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rates_data.h - how often what happens, in thousandths unless a name says otherwise.
 *
 * [P] is a published figure, with its source. [A] is our own assumption: chosen so that each thing
 * occurs often enough to be met and seldom enough to be plausible. Nothing is measured on the
 * assumptions, and no figure here says anything about a real place.
 *
 * Sources:
 *   CIN17   Department for Education, Characteristics of children in need 2016 to 2017 (England):
 *           646,120 referrals, 389,430 in need on 31 March (330.4 for each 10,000 children, so
 *           548 referrals for each 10,000), 185,450 section 47 enquiries, 51,080 children on a
 *           protection plan on 31 March.
 *   CIN14   The same for 2013 to 2014: nearly a quarter of referrals from the police; primary need
 *           abuse or neglect 47.2 %, family dysfunction 18.6 %.
 *   CLA24   Department for Education, Children looked after in England including adoptions, 2024:
 *           70 looked after for each 10,000 children on 31 March; reasons why placements changed.
 *   CLA18   The same for 2018: 11 % of children looked after in the year were missing at least
 *           once, and 65 % of these more than once.
 */
#ifndef SL_SIMULATE_RATES_DATA_H
#define SL_SIMULATE_RATES_DATA_H

/* Families without a father in the household. [A] */
#define SL_RATE_STEP_FATHER  300u
#define SL_RATE_STEP_NAME    250u /* the children take his name */
#define SL_RATE_FATHER_KNOWN 600u
/* Families. [A] */
#define SL_RATE_GRANDMOTHER 60u
#define SL_RATE_PREGNANT    35u
/* Children. [A] */
#define SL_RATE_ADOPTED 3u

/*
 * Referrals of a household in a year. [P: CIN17, 0.055 for a child; four fifths of the children
 * of a household are in a referral, and one that is open takes up the next.] Households differ:
 * of a thousand, so many have this many times the average. [A]
 */
#define SL_RATE_REFERRAL_YEAR  0.083
#define SL_RATE_REFERRAL_CHILD 800u
#define SL_CALM_SHARE          800u
#define SL_STRAINED_SHARE      160u
#define SL_HARD_SHARE          40u
#define SL_CALM_TIMES          0.25
#define SL_STRAINED_TIMES      2.0
#define SL_HARD_TIMES          12.0

/* What becomes of a referral. */
#define SL_RATE_NO_FURTHER_ACTION 60u  /* [A] */
#define SL_RATE_LATE_ASSESSMENT   170u /* beyond 45 working days [A] */
#define SL_RATE_NEED_PLAN         330u /* [A] */
#define SL_RATE_ENQUIRY           290u /* [P: CIN17, 185,450 of 646,120] */
#define SL_RATE_CONFERENCE        420u /* of enquiries [A] */
#define SL_RATE_PROTECTION        860u /* of conferences [A]; with CIN17: 43 of 10,000 on a plan */
#define SL_RATE_LOOKED_AFTER      56u  /* [P: CLA24, 70 of 10,000, staying 2.5 years [A]] */
#define SL_RATE_PROCEEDINGS       90u  /* of protection plans [A] */
#define SL_CARE_YEARS             2.5
#define SL_PROTECTION_DAYS        190 /* on average, after the first two or three months [A] */
#define SL_RATE_LATE_ENTRY        80u /* keyed in days after it happened [A] */

/* Children missing in a year. */
#define SL_RATE_CARE_MISSING 110u /* looked after [P: CLA18] */
#define SL_RATE_MISSING_MORE 650u /* more than once [P: CLA18] */
#define SL_RATE_HOME_MISSING 4u   /* from home, ten years and older [A] */
#define SL_RATE_INTERVIEW    700u /* return interview recorded [A] */

/* Police. [A] */
#define SL_RATE_SECOND_NOMINAL 220u /* of people known */
#define SL_RATE_THIRD_NOMINAL  180u /* of these */
#define SL_RATE_ADULT_KNOWN    90u
#define SL_RATE_CHILD_VICTIM   12u /* in five years */
#define SL_RATE_CHILD_SUSPECT  25u /* from twelve years on, in five years */
#define SL_RATE_CUSTODY        350u
#define SL_RATE_WARNING_MARKER 150u /* adult suspects */
#define SL_RATE_INTELLIGENCE   60u  /* of people known */
#define SL_RATE_VEHICLE        250u /* of adults known */
#define SL_RATE_ACCOUNT        120u /* of people known, thirteen to forty years */

/* NHS and schools. [A] */
#define SL_RATE_MOTHER_PATIENT  450u
#define SL_RATE_ADULT_PATIENT   180u
#define SL_RATE_SECOND_PATIENT  70u /* a record at another trust */
#define SL_RATE_BABY_RECORD     40u /* left from the maternity ward, of children under five */
#define SL_RATE_RELATED_PERSON  450u
#define SL_RATE_ATTENDANCE_YEAR 0.30 /* accident and emergency, for a child */
#define SL_RATE_CONDITION       120u
#define SL_RATE_OBSERVATION     40u
#define SL_RATE_NOT_ENROLLED    15u /* of school age and not on the list */

#endif
