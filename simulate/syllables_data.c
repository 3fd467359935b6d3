/* SPDX-License-Identifier: Apache-2.0 */
/*
 * syllables_data.c - pieces of rare names, written for this generator.
 *
 * The number of distinct names in a city grows with its people and never levels off. Pieces such
 * as these give tens of thousands of plausible names for each community without a list of them.
 * A lone "-" stands for an empty piece.
 */
#include "names_data.h"

/* clang-format 14 crashes on tables of strings this long: laid out by hand. */
/* clang-format off */
const struct sl_syllables SL_SYLLABLES[SL_COMMUNITY_COUNT] = {
    { SL_BRITISH, 14, 70, 430,
      "Ad Al Am An Ar Ash Av Bay Bel Ber Bran Bray Brit Bryn Cal Cam Car Cas Chel Clem Col "
      "Cor Dar Daw Del Dex Ed El Em Er Ev Fen Fin Fre Gar Gri Had Har Haz Hen Hol In Jad Jam "
      "Jay Ken Kal Kay Kel Lan Lay Lex Lil Lor Mac Mad Mar Mel Mil Mor Nev Nor Oak Or Pay Pip "
      "Quin Ray Rem Ric Rob Ros Row Sav Shan Shel Sky Tal Tay Tem Til Tor Tris Val Vi Wil Win "
      "Zan Zel",
      "a e i o is an el in ar er",
      "den don dyn en er ey ford ic ie in iel ley lin lon mon ner ney nor o on ry son ten ton "
      "us win yn",
      "a aya beth da dra ella elle en ena etta ia ie ina issa la leigh lee lena ley line lou "
      "lyn na nah nie rah ria sa sha sie tha va vie y ya",
      "Ains Al Alder Arken Ash Ask Bam Ban Bar Barn Bent Birch Black Blay Bol Book Brad Bram "
      "Bran Brier Broad Brook Buck Burn But Cal Cann Car Chad Chorl Clay Cleg Cob Cop Cran "
      "Cros Crump Dar Dav Den Did Dray Dun Eck Edge El Enn Fair Fal Far Fern Flix Full Gar "
      "Gold Gor Green Hal Ham Hard Harg Hart Has Hay Heap Hes Hey High Hind Hob Hol Hop Horn "
      "Hul Hurst Kear Ken Kers Kirk Lang Lea Lev Lin Long Low Mar Mel Mid Mil Mos Moss New "
      "Nor Nut Oaken Old Open Ox Pem Pen Pil Pres Rad Rains Rams Red Rish Roch Ros Row Ry Sad "
      "Sal San Sed Shar Shaw Shep Ship Sim Smal Stan Stock Stret Sut Swin Tat Thorn Til Tim "
      "Tot Trim Tur Tyl Up Urm Wad Wal War Wes Whal Whit Wid Wil Win With Wol Wood Wors Wyth "
      "York",
      "en er ing le ter ler ner der",
      "ley ton worth field shaw well wood ham by croft den man son bottom stead hurst land "
      "low bury ford gate head wick stall thwaite more ridge side house way ett ing er cliffe "
      "dale kin combe" },
    { SL_IRISH, 8, 40, 300,
      "Ais Br Cao Ciar Cl Dar Dai Der Ea Eth Fer Fia Fionn Gr Lor Mael Mair Mui Ois Ror Sao "
      "Sea Tad Uin",
      "a e i",
      "an en in ian ic ach gh nan ran ry", "a een enna ine ish la lin nait ne sa nagh",
      "O'Bro O'Cal O'Dea O'Don O'Dris O'Far O'Gor O'Hal O'Kee O'Lea O'Mah O'Rour O'Shau Mc "
      "Mac Brad Bren Cal Car Cass Clan Con Cor Cos Cull Dev Dil Don Dun Fal Fin Gan Ger Har "
      "Hen Kin Lan Len Log Mad Mal Mo Mul Nav Rafter Rior Scan Shan Tan Tier Tor",
      "a e i er li ne",
      "ghan gan han nan nor ney ley lan lin key nessy neen ty dan vin nigan ligan sey rry hue" },
    { SL_PAKISTANI, 4, 160, 330,
      "Ab Ad Af Ah Ai Al Am An Ar As At Az Ba Bas Da Dan Fa Fah Far Fay Ha Ham Har Has Hu Ib "
      "If Ik Il Im In Is Ja Jun Ka Kam Kha Ma Mah Man Mu Mub Mun Na Nab Nad Naf Naj Nau Qa Ra "
      "Rah Ram Ri Riz Ru Sa Sab Sad Saf Sah Sal Sam Sar Sha Shah Sham Shar Si So Su Ta Tah "
      "Tal Tan Tau Um Us Wa Waj Wal Was Ya Yas Za Zah Zai Zak Zar Zee Zi Zo Zu",
      "ba da ha i ja ka la ma mi na ra sa ta wa ya za",
      "ad ar aar aan been deem deel fan feez feeq han heer id if iq ir jad jid lal lam leel "
      "man meer mood nan noor oon qar rab raf ran raq reem riz roz saan shan sif tab taq us "
      "van yan yar zan zim",
      "a aa ah aya bah beena dia eefa eela een eena fa ha heen hat ida ifa ima ina ira isha "
      "ila ja ma mah meen na nah naz neela noor ra reen sa sha shan tina wa yah zia za",
      "Ab Af Aj Akh Al Am An Ar As At Aw Az Ba Bash Bhat Bu Cha Chau Da Dur Fa Far Faz Gha "
      "Gul Ha Hab Haf Ham Has Id Ik Im In Ish Ja Jal Jam Ka Kar Kas Kha Khal La Lat Ma Mah "
      "Maj Mal Man Mas Mu Muf Mun Mur Na Nad Nas Naz Ni Qa Qur Ra Raf Rah Ram Ras Ri Sa Sab "
      "Sad Sal Sar Se Sha Shar Si Sul Ta Tah Tal Us Wa War Ya Yas Za Zai Zam Zia",
      "a ba da di fa ha i ja ka li ma ni ra shi ta wa zi",
      "ad ar as at awan ain bar dar das deen di een gar han hat id iq ir jad kar khel lani "
      "lik loch mal man mani na noor oon pal qi rai ran rani reshi sar shi tar ti uddin ullah "
      "wal war yar zada zai" },
    { SL_BANGLADESHI, 4, 140, 260,
      "A Ab Af Ah Al Am An Ar As Az Ba Da Fa Far Fer Ha Hab Ha Im Is Ja Jah Jan Ka Kam Kha "
      "Kho Lu Ma Mah Man Mas Mo Mom Na Naf Naj Nas Nu Pa Ra Rah Raf Re Ri Ru Sa Sab Sad Sai "
      "Sha Shah Sham Shi Su Ta Tah Tam Tan Tas Tau Um Wa Ya Za Zah Ze Zu",
      "bi da fi ha hi ja ka li ma mi na ni ra ri sa si ta ti",
      "ad am an ar bin bir dul fuz hid him id ik il im in ir jib jul kur lam lim mid mul mun "
      "nur rul sar shed sim tab ul ur vir yed zul",
      "a ana ara ba dia eya fa ha ida ifa ila ima ina ira isa ka la ma mina na nara ni ra "
      "reen rin sa sha shida sma ta tara ya za zana",
      "Ab Af Ah Al Am An Ar As Az Ba Bha Bis Cho Chau Da De Fa Gha Ha Hal Ho Is Ja Ka Kha Kho "
      "La Las Ma Maj Mal Man Mat Mia Mo Mri Mu Na Nas Pa Pat Pra Qu Ra Rou Sa Sad Sar Sha "
      "Shik Si So Ta Tal Tar Ud Us Wa Za",
      "bi da ha la li ma na ra ri sha ta",
      "bal bar dar das deen der dul fuz gir har id ik il im in ir jan kar khan lam man mia "
      "mder mo nda nshi rder ran shi tadar tar uddin ullah yan yat" },
    { SL_INDIAN, 6, 120, 400,
      "A Aa Ab Abh Ad Adi Ah Aj Ak Al Am An Ani Anu Ar Ari As Ash Av Ba Bal Bha Cha Da Dev "
      "Dha Dip Div Ga Gau Gur Ha Har Has Hem Hi In Ish Ja Jas Jai Jay Jiv Ka Kar Kav Kir Kri "
      "Ku Kul La Lak Ma Mal Man Mi Mo Na Nav Ni Nik Nir Pa Par Pav Pra Pre Pri Ra Raj Ram Ran "
      "Ri Rit Ro Ru Sa Sam Sar Shi Shr Si Su Suk Ta Tan Tar Ti Tri U Va Var Ved Vi Vik Vir Ya "
      "Yas",
      "a bi de di ha hi i ja ka la li ma na ni ra ri sha ta ve vi",
      "an ansh ant ar av deep dev dil esh hil in inder it jeet jot kar kesh lal lan man mit "
      "nal neet ni nu pal pan preet raj ran sh shan tej vik vin vir war yan",
      "a aa ali ani ata avi bha deep dhi di eela eena esha ika ila ina ini ira isha ita jot "
      "ka kha la li ma mi na neet ni nika preet ra ri sha shi ta thi ti vi vika ya",
      "A Ac Ad Ag Ah Am An Ar As Ba Bad Bal Ban Bar Bat Bha Bho Bir Cha Che Cho Da Dar De Des "
      "Dha Dho Du Ga Gaj Gan Gar Ge Gha Gi Go Gu Ha Har Hi Ja Jag Jha Jo Ka Kal Kan Kap Kha "
      "Kho Ku La Lak Lo Ma Mah Mak Mal Man Me Mi Mo Mu Na Nag Nai Nan Pa Pad Pan Par Pat Pra "
      "Pu Ra Rag Ran Rat Ri Sa Sab Sah San Sar Se Sha She Shi So Su Ta Tai Tan Te Tha Ti Tri "
      "Up Va Var Ve Vi Vo Vya Ya",
      "bha da de di ga gha ha ja ka kha la ma na ni pa ra ri sha ta va",
      "ani at ania bal bani dar das dev dia dra gar gi har hari i ia jan jee jwani ka kar kia "
      "la lani lia lal mal man mani na nani ni pal ra rai ria sa sara shi sia tal tani tel "
      "thi tia va val wal wala wani ya yal" },
    { SL_POLISH, 8, 60, 480,
      "Al An Bog Bo Bron Ce Da Do El Em Fa Fe Ga Ge Ig Iw Ja Jo Ka Kla Kle Kor Kry Le Li Lu "
      "Ma Me Mi Na Ni Oli Pa Po Ra Ro Sa Sta Ste Ta Te To Ur Wa Wi Wik Za Zo Zu",
      "bi de ka li ma mi na ni ro sty ta wi",
      "an ek el en iusz jan kusz law mir on or osz rad sław tor usz wit",
      "a ana ela elina ena eta ia ina isia ka la lia mira na nia ria sława ta tyna wia",
      "Ada Ba Bana Bara Bed Biel Bie Błasz Boga Boro Bro Brzo Bur Cha Chmie Cie Czar Czer Dom "
      "Dob Drze Du Dzie Fi Gaj Ga Gli Goł Gór Gra Gru Gu Ja Jan Jar Ję Ka Kacz Kali Kar Kas "
      "Klim Ko Koł Ko Kos Kra Krze Kuc Kul Kuź La Las Le Lip Łu Ma Mac Mali Mar Mat Mi Miel "
      "Mo Mro Na Nie No Ol Ossow Pa Paw Pi Pio Po Pod Prus Prze Przy Ra Rad Ro Rog Ru Ry Sa "
      "San Sie Sko Słom Smo Sob Sta Stan Stec Sto Stru Su Szcze Szu Szy Świ Ta Tar To Tom Tur "
      "Ur Wa Wal War Wes Wi Wil Wit Wo Wol Wro Wy Za Zab Zale Zie Żu",
      "bi cho da go ja ka la li ma mi na ni no pa ra ro si sze ta wi za",
      "cki cki czak czyk dzki ecki ewski icki iński ik ka kowski lak lski ński ński ński niak "
      "nik niewicz owicz owski owski owski rek rski ski szczak tek wicz wski wski yński yszyn "
      "zak" },
    { SL_ROMANIAN, 8, 70, 430,
      "A Al An Au Be Bo Ca Ce Ci Co Da De Do Du E El Eu Fa Fi Flo Ga Ge Gi Hor I Io La Le Li "
      "Lo Lu Ma Me Mi Na Ne Ni O Oc Ov Pa Pe Ra Re Ro Ru Sa Se Si So Ste Te Ti To Va Ve Vi "
      "Vla Za Zo",
      "bi da de di la li lo ma mi na ni ra ri ta ti vi",
      "an ard cel cu dan el eniu es iel ion ius lian lin mir nel nut rel rian rin s sil tin "
      "tor us vel",
      "a ana ela elia ena eta ia iana ica ina ita la lena lina lia mira na nia ra rica rina "
      "sa ta tina via",
      "A Al An Ap Ba Bal Ban Ber Bo Bog Bol Bra Bu Bur Ca Cal Can Ce Chi Ci Co Con Cos Cra "
      "Cre Cri Da Dan De Di Do Dra Du Fa Fi Flo Fra Ga Gal Ghe Gri Gu Ha Her Ho I Ia Io Is Ju "
      "La Lu Ma Mac Mar Me Mi Mo Mun Mur Na Ne Ni Ol On Pa Pas Pe Pin Pi Po Pri Pu Ra Re Ri "
      "Ro Rus Sa Se Si So Sta Ste Sto Su Ta Te Ti To Tu Un Ur Va Ve Vi Vla Vo Za Zam",
      "ba da de di ga la li ma mi na ni no ra ri ro ta ti va",
      "an anu ar aru as ascu at aru ca can cea cescu ciu ciuc cu cov dar descu du ean easa "
      "elu escu escu eanu gar iu ian ila iuc lea lescu nca ncu nea nescu neanu nov oiu ov pa "
      "ras rescu sa sor tar tescu tu turi ulescu uta ov enko chuk yk" },
    { SL_AFRICAN, 6, 170, 440,
      "Ab Abi Ade Adu Afo Aki Ama Am Ani Ayo Ba Be Bi Bo Chi Chu Da De Di Ebu Efe Eki Em Eyo "
      "Fa Fe Fi Fol Ge Ha Ho Ibi Ife Ije Iyo Ja Ka Ke Ki Ko Ku La Lo Lu Ma Me Mo Mu Na Nde "
      "Nga Nka Nke Nya Oba Obi Odi Ola Olu Omo Oni Opa Oye Ra Ro Ru Sa Se Si So Ta Te Ti To "
      "Tu Uche Ugo Wa Ye Yo Za Ze Zi",
      "ba be bi chu da de di fe ka ke la le lu ma na ni ra sa se shi ta te wa we ya",
      "bisi chi chukwu dayo di do fe gbenga ke ko kwe lani le lu ma mi nde nji nna nwa ola re "
      "ri ru sa se shi so tunde wale we ye yemi yo zi",
      "bisi chi da di doyin fe fola funmi ka ke la lade le li ma mi na nike nma nne ola ra ri "
      "ro sa se shi ta tomi wa we ye yinka yo za zi",
      "Aba Abe Abi Ada Ade Adi Afo Agu Aja Aka Aki Ako Ala Ama Ane Any Asa Aye Ayo Ba Bala "
      "Ban Be Bo Chi Chu Da De Dia Du Ebe Edo Efe Egbu Eke Ekwe Eme Eze Fa Fo Ga Ge Gi Gya Ha "
      "Iba Igwe Ike Isa Ja Ka Kab Ki Ko Ku La Lo Ma Maka Man Me Mo Mu Mwa Na Nde Nga Njo Nka "
      "Nku Nwa Nya Oba Obi Oda Ogu Oha Oka Oko Ola Olu Oma Onu Opa Osa Osi Otu Owo Oye Qu Ra "
      "Ro Sa Sam Se Shi Si So Su Ta Te To Tu Uba Ude Ugo Uka Uzo Wa We Ya Yo Zi Zu",
      "ba be bi chu da de di du fe ga gu ka ke la le lu ma na ni nu ra sa se ta te wa we ya",
      "ba badu bede bi bola cha chukwu da dele do du fe for gbo go goke ji ka kah ko kor kpe "
      "ku kwo la lade laja li lo lu mah mba me mi na nda nde ni nji nu nwa ra re rinde ru sa "
      "sanya si so ta tade te to tu uga wa wale ye yemi zie zu" },
    { SL_CARIBBEAN, 8, 140, 300,
      "Ai Al Am An Ash Bri Cha Dae Dan Dar De Dem Di Ja Jah Jar Jay Je Ka Kay Ke Ky La Le Ma "
      "Mar Mi Na Ny Qua Ra Re Ri Ro Sha Shan Ta Tay Te Ti Tre Ty Ty Wa Xa Za Ze",
      "a e i ya la ni",
      "cus den don drae el ell ion ique jah lon mar mel meer mon nell quan rel ron ryl shaun "
      "son vaughn von yn",
      "a cia elle esha ia ika ina iqua isha iya la laya leah lee lina lyn na nae nelle nia "
      "niqua ra relle rica sha sia tia yah",
      "Al Ar Bar Beck Ben Ber Bla Bri Bur Cam Car Cha Clar Col Cor Cum Dal Dav Den Dou Dun Ed "
      "Els Far Fen Fer Fra Gar Gib Gor Gra Hal Ham Har Hin Hol Hyl Jar Ken Lam Lew Lin Mal "
      "Mar McDon McIn McKen McLe Mor Nel Par Per Phil Pow Ram Rick Rod Row San Shir Sim Sol "
      "Ste Tay Ten Wal Wed Wil Wis",
      "a e er in",
      "as bert by coln den der dine don er ett ey field ford gin ham ing kins lace land ley "
      "lin man more nett ney rell ris ry sett son ston ters ton tosh well wick wood y" },
    { SL_ARAB, 4, 180, 400,
      "Ab Ad Ah Ai Al Am An Ar As Ay Az Ba Bas Da Di Fa Far Fi Gha Ha Hai Ham Has Hi Hu Id Im "
      "Is Ja Jam Ka Kha Kho La Li Lu Ma Mah Maj Mo Mu Mur Na Nad Naj Nas Ni Nu Om Os Qa Ra "
      "Raf Ram Ri Ro Ru Sa Sab Saf Sal Sam Se Sha Shu Si So Su Ta Tar Wa Wis Ya Yaz Za Zi Zu",
      "a ba da di fa ha ja la ma na ra sa ya za",
      "ad am an ar as bah deen deq di eb ed eel een em er fa fiq hir id if il im in ir jad "
      "kar li mad man mir nan raf ran rim saf seb sam tham wan yar zad zin",
      "a ah ala ana ara aya da dia een eema ef el ena ia iba ida ifa ila ima ina ira ma mana "
      "mia na naz ra reen ria rin sa sha ta tima wa ya yan za",
      "Ab Ad Af Ah Ak Al Al-Ba Al-Da Al-Fa Al-Ha Al-Ja Al-Ka Al-Kha Al-Ma Al-Mu Al-Na Al-Ra "
      "Al-Sa Al-Sha Al-Ta Al-Wa Al-Za El-Ba El-Ha El-Kha El-Ma El-Sha Am An Ar As At Az Ba "
      "Bab Bar Bas Bay Da Dar Fa Far Fay Gha Gho Gul Ha Had Ham Har Has Ib Is Ja Jab Jal Ka "
      "Kam Kar Kha Khal La Ma Mah Mal Man Mas Mo Mu Na Nad Naj Naz Ni Nu Os Qa Qas Ra Rah Ras "
      "Raz Ri Sa Sab Sad Sal Sam Sar Sha Shar She Si Su Ta Tah Tal Wa Wah Ya Ya Yus Za Zah "
      "Zan",
      "a ba da di fa ha ja la li ma mi na ra sa shi ta wa za",
      "ad ah alla am an ani ar ari ash at awi ayeh az bani bi dan dari di ed een fi hadi han "
      "i ib id idi if im in ini ir iri iyya jan ji khel lani li mal mand mani mi nan ni pour "
      "ran ri rani shi tar uddin ullah wan war yan yar yi za zada zadeh zai zi" },
    { SL_CHINESE, 4, 420, 120,
      "Ah Bo Chak Chau Cheuk Chi Chin Ching Chiu Chun Fai Fan Fei Fong Fu Guo Hai Hang Hao "
      "Hau Hei Hin Ho Hoi Hon Hua Ja Jia Jian Jie Jin Jun Ka Kai Kam Kin Kit Kwan Lai Lam Lei "
      "Li Lik Lin Lok Long Man Mei Min Ming Nam Nga Ning Nok On Pak Ping Pui Qi Qing Rui Sai "
      "San Shing Shu Si Siu Suet Sum Sze Tai Tak Tian Tin Tong Tsz Wa Wah Wai Wan Wen Wing "
      "Wong Xi Xiang Xiao Xin Xu Xue Yan Yang Yat Yi Yik Yin Ying Yiu Yu Yuen Yuet Yun Ze "
      "Zhen Zhi Zi",
      "-",
      "_chi _chung _fai _fung _ham _han _hang _hao _hei _hin _ho _hong _hung _jie _jun _kai "
      "_kei _keung _kin _kit _lam _leung _lik _lok _long _lun _man _ming _nam _ning _on _pong "
      "_shing _shun _tak _tao _tung _wa _wai _wang _wei _xuan _yang _yat _yin _yip _yu _yuan "
      "_ze",
      "_ching _chun _fan _fang _fei _fong _han _hei _hua _jia _jing _ka _kei _kiu _kwan _lai "
      "_lam _lan _lei _li _lin _ling _man _mei _mui _nga _ning _oi _ping _qi _qian _qing "
      "_shan _suet _sum _sze _tin _ting _tong _tung _wa _wai _wan _xin _xuan _yan _yee _yi "
      "_yin _ying _yiu _yu _yue _yuk",
      "Bai Bian Cai Cen Chai Cham Chang Chau Che Chin Chong Chui Ci Cui Dai Diao Ding Dong "
      "Dou Du Duan Fan Fang Fei Fok Fong Fu Gai Gan Gao Ge Geng Gong Gu Guan Gui Hang Hao Hau "
      "Heng Hong Hou Hu Hua Ip Jia Jiang Jiao Jin Jing Kam Kan Kang Kei Ke Kong Koo Kuang Kui "
      "Lai Lan Lang Lei Leng Lian Lok Long Lou Lu Lung Mai Man Mao Mei Meng Miao Mo Mu Nam "
      "Nie Ning Niu Ou Pan Pei Pi Ping Pun Qi Qian Qiao Qin Qiu Qu Ran Ren Rong Ruan Sham "
      "Shang Shao Shek Shen Shi Shum Si Sin Song Su Suen Sui Tai Tan Tao Tian Ting To Tsai Tu "
      "Wai Wei Wen Weng Wo Xi Xia Xiang Xiao Xin Xiong Xue Yam Yan Yao Yau Ye Yi Yim Yin Ying "
      "Yiu You Yue Yun Zeng Zha Zhai Zhan Zhong Zhuang Zhuo Zong Zou Zuo",
      "-", "-" },
};
