/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kin.h - a family of three generations with twins, a stepfather, an unborn child, and somebody
 * whose name tries to be markup: for what draws genograms.
 */
#ifndef SL_TESTS_PICTURE_KIN_H
#define SL_TESTS_PICTURE_KIN_H

#include "told.h"

#define KIN_HOME    "'address':'14 Example Street, Oldham','postcode':'OL1 1AB'"
#define KIN_PARENTS "'people':[{'id':'m1','role':'mother'},{'id':'f1','role':'father'}"

static inline void tell_kin(struct told *told)
{
    tell(
        told,
        "oldham",
        "{'type':'person','id':'c1','given_name':'Aisha','surname':'Brien','sex':'F',"
        "'birth_date':'2009-11-23'," KIN_HOME "," KIN_PARENTS
        ",{'id':'f2','role':'step_parent'},{'id':'g1','role':'carer'}]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'person','id':'m1','given_name':'Siobhan','surname':'Brien','sex':'F',"
        "'birth_date':'1985-02-02'," KIN_HOME
        ",'people':[{'id':'g1','role':'mother'},{'id':'f2','role':'partner'}]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'person','id':'f1','given_name':'Tariq','surname':'Hussain','sex':'M',"
        "'birth_date':'1981-07','death_date':'2019-04-12'}"
    );
    tell(
        told,
        "oldham",
        "{'type':'person','id':'f2','given_name':'\\\"];<b>&','surname':'Hill\\u202e','sex':'M'}"
    );
    tell(
        told,
        "oldham",
        "{'type':'person','id':'c2','given_name':'Yusuf','sex':'M','birth_date':'2012-03-09'"
        "," KIN_PARENTS "]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'person','id':'c3','given_name':'Maryam','sex':'F','birth_date':'2012-03-09'"
        "," KIN_PARENTS ",{'id':'c2','role':'twin'}]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'person','id':'c4','given_name':'Baby','expected_birth_date':'2024-08-09',"
        "'people':[{'id':'m1','role':'mother'},{'id':'f2','role':'father'}]}"
    );
    tell(told, "oldham", "{'type':'person','id':'g1','given_name':'Ber','birth_date':'1958'}");
    tell(told, "oldham", "{'type':'person','id':'h1','given_name':'Zbigniew'," KIN_HOME "}");
    told_is(told, "oldham", "c1", "C");
}

#endif
