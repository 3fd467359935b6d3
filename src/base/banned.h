/* SPDX-License-Identifier: Apache-2.0 */
/*
 * banned.h - standard functions that may not be called here, each with what to use instead.
 *
 * A call, or taking the address, is a compile error under gcc and clang that prints the text below.
 * The declarations need no system header, so it does not matter where this file is included; str.h,
 * error.h and memory.h include it, and with them everything that is ours.
 *
 * Source: the idea is Git's banned.h; the mechanism (a deprecated redeclaration) is our own,
 * because macros would also hit the system headers' own declarations.
 */
#ifndef SL_BASE_BANNED_H
#define SL_BASE_BANNED_H

#if defined(__GNUC__)
#pragma GCC diagnostic error "-Wdeprecated-declarations"

#ifdef __clang__
/* A function that stdlib.h has already defined inline is then banned by gcc alone. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wignored-attributes"
#endif

#define SL_BANNED(instead) __attribute__((deprecated("banned: use " instead)))

struct tm;

/* Copying text: all of these lose sight of where the room ends. */
char *strcpy(char *restrict, const char *restrict) SL_BANNED("sl_buf_add or sl_arena_copy");
char *strcat(char *restrict, const char *restrict) SL_BANNED("sl_buf_add");
char *strncpy(char *restrict, const char *restrict, __SIZE_TYPE__)
    SL_BANNED("sl_buf_add or sl_arena_copy");
char *strncat(char *restrict, const char *restrict, __SIZE_TYPE__) SL_BANNED("sl_buf_add");
char *stpcpy(char *restrict, const char *restrict) SL_BANNED("sl_buf_add");
char *strtok(char *restrict, const char *restrict) SL_BANNED("sl_str_split");
char *strtok_r(char *restrict, const char *restrict, char **restrict) SL_BANNED("sl_str_split");
int vsprintf(char *restrict, const char *restrict, __builtin_va_list) SL_BANNED("sl_buf_addf");

/* Numbers: these take half a number for a whole one, or know no error at all. */
long strtol(const char *restrict, char **restrict, int) SL_BANNED("sl_parse_i64");
unsigned long strtoul(const char *restrict, char **restrict, int) SL_BANNED("sl_parse_i64");
__extension__ long long strtoll(const char *restrict, char **restrict, int)
    SL_BANNED("sl_parse_i64");
__extension__ unsigned long long strtoull(const char *restrict, char **restrict, int)
    SL_BANNED("sl_parse_i64");
double strtod(const char *restrict, char **restrict) SL_BANNED("sl_parse_f64");
float strtof(const char *restrict, char **restrict) SL_BANNED("sl_parse_f64");

#if !defined(__clang__) || !defined(__OPTIMIZE__)
/*
 * When clang optimises, the C library defines these inline or as macros, and they cannot be
 * declared again: there they are banned by gcc and by tools/tidy.
 */
int sprintf(char *restrict, const char *restrict, ...) SL_BANNED("sl_buf_addf");
int atoi(const char *) SL_BANNED("sl_parse_i64");
long atol(const char *) SL_BANNED("sl_parse_i64");
__extension__ long long atoll(const char *) SL_BANNED("sl_parse_i64");
double atof(const char *) SL_BANNED("sl_parse_f64");
#endif

/* Chance: one hidden sequence for all, another on every system. */
int rand(void) SL_BANNED("sl_random_below");
void srand(unsigned) SL_BANNED("sl_random_init");

/* Dates: these depend on the machine's time zone or on hidden shared memory. */
#if __SIZEOF_LONG__ == 8 /* where time_t is a long */
struct tm *localtime(const long *) SL_BANNED("sl_date_from_days");
struct tm *gmtime(const long *) SL_BANNED("sl_date_from_days");
char *ctime(const long *) SL_BANNED("sl_date_print");
#endif
char *asctime(const struct tm *) SL_BANNED("sl_date_print");

#undef SL_BANNED

#ifdef __clang__
#pragma clang diagnostic pop
#endif
#endif

#endif
