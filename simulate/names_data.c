/* SPDX-License-Identifier: Apache-2.0 */
/*
 * names_data.c - well-known names, commonest first; an underscore stands for a blank.
 *
 * Plain facts, written from general knowledge for this generator. The order is a rough rank: it
 * only has to make some names common and most rare, as in life. The far longer tail is made of
 * syllables (syllables_data.c).
 */
#include "names_data.h"

/* clang-format 14 crashes on tables of strings this long: laid out by hand. */
/* clang-format off */
const struct sl_name_list SL_NAME_LISTS[] = {
    { SL_BRITISH, SL_NAME_BOY,
      "Oliver George Harry Noah Jack Leo Arthur Oscar Charlie Theo Freddie Henry Archie "
      "Thomas James William Joshua Alfie Jacob Lucas Isaac Edward Alexander Joseph Max Ethan "
      "Logan Mason Finley Daniel Samuel Benjamin Adam Harrison Sebastian Teddy Riley Lewis "
      "Tyler Reuben Dylan Luca Toby Jayden Callum Luke Matthew Nathan Liam Connor Ryan Owen "
      "Jake Cameron Kai Michael Harvey Jude Elliot Hugo Rory Ellis Frankie Louie Jenson Albie "
      "Ronnie Bobby Tommy Stanley Louis Roman Reggie Leon Blake Aaron Kian Zachary Sonny "
      "Rowan Ezra Jaxon Carter Hunter Grayson Kayden Brandon Bailey Declan Ashton Corey Kyle "
      "Jordan Robert David John Christopher Anthony Andrew Peter Stephen Mark Paul Simon "
      "Patrick Dominic Gabriel Felix Austin Chester Ralph Rupert Vinnie Ollie Barnaby Caleb "
      "Seth Spencer Tristan Vincent Wilfred Ernest Otis Rex Miles Myles Jasper Laurence "
      "Douglas Fraser Gregory Nicholas Philip Francis" },
    { SL_BRITISH, SL_NAME_GIRL,
      "Olivia Amelia Isla Ava Mia Ivy Lily Isabella Rosie Sophia Grace Freya Willow Florence "
      "Emily Ella Poppy Evie Elsie Charlotte Evelyn Sienna Sofia Daisy Phoebe Sophie Alice "
      "Harper Matilda Ruby Emilia Maya Millie Isabelle Eva Luna Jessica Ada Aria Arabella "
      "Maisie Esme Eliza Penelope Bonnie Chloe Mila Violet Hallie Scarlett Layla Imogen "
      "Eleanor Molly Harriet Elizabeth Thea Erin Ellie Rose Lottie Amber Lola Holly Lucy "
      "Georgia Eden Summer Zara Jasmine Hannah Lexi Abigail Megan Bella Annabelle Orla Robyn "
      "Amelie Darcy Nancy Edith Aurora Mabel Heidi Katie Caitlin Lauren Bethany Rebecca "
      "Rachel Emma Sarah Laura Niamh Zoe Anna Martha Madison Skye Faith Hope Gracie Macie "
      "Lacey Kayleigh Leah Paige Courtney Shannon Tia Libby Lydia Naomi Victoria Katherine "
      "Catherine Natalie Nicole Samantha Stephanie Jennifer Danielle Alexandra Margot Ottilie "
      "Beatrice Tabitha Winnie Delilah Clara Iris Olive Pearl Ruth Hazel Autumn Nell Tilly "
      "Connie Elodie Ayla Nova Myla Remi Effie Dotty Margaret Josephine Francesca Gabriella" },
    { SL_BRITISH, SL_NAME_MAN,
      "David Paul Christopher James Daniel Michael Mark Andrew Matthew Lee Stephen Craig "
      "Richard Robert John Anthony Adam Thomas Jonathan Peter Simon Ian Gary Steven Stuart "
      "Neil Kevin Darren Jason Wayne Scott Ryan Benjamin Joseph Philip Martin Alan Nicholas "
      "Carl Karl Dean Liam Luke Ashley Gareth Graham Shaun Sean Stewart Barry Nigel Keith "
      "Colin Russell Jamie Ben Sam Alex Nathan Aaron Robin Adrian Lewis Jordan Kyle Kieran "
      "Dale Damian Glenn Howard Duncan Trevor Terence Raymond Derek Leslie Clive Geoffrey "
      "Kenneth Brian Roger Gavin Justin Tim Timothy" },
    { SL_BRITISH, SL_NAME_WOMAN,
      "Sarah Claire Nicola Emma Lisa Joanne Michelle Laura Rebecca Samantha Gemma Victoria "
      "Kelly Rachel Louise Donna Natalie Stacey Jennifer Hayley Amanda Julie Tracey Karen "
      "Helen Susan Leanne Kerry Katie Stephanie Amy Danielle Jessica Charlotte Hannah "
      "Catherine Katherine Angela Sharon Lindsey Vicky Zoe Dawn Paula Debbie Deborah Alison "
      "Jane Kimberley Natasha Cheryl Melanie Lucy Lauren Lynsey Tina Andrea Maria Anna Jodie "
      "Jade Kirsty Toni Rachael Sophie Abigail Beth Elizabeth Janet Heather Carly Chantelle "
      "Naomi Lorraine Wendy Diane Jacqueline Margaret Christine Patricia Linda Elaine Ruth "
      "Bridget Faye Gillian Sally Suzanne Tanya" },
    { SL_BRITISH, SL_NAME_SURNAME,
      "Smith Jones Taylor Williams Brown Davies Wilson Walker Wood Thompson Wright Johnson "
      "Robinson Roberts Hughes Green Hall Edwards Lewis White Clarke Jackson Turner Harrison "
      "Evans Hill Moore Martin Cooper Ward Morris King Clark Baker Lee Shaw Holt Howarth "
      "Kershaw Butterworth Whittaker Greenhalgh Ashworth Schofield Hilton Entwistle Haslam "
      "Hulme Barlow Higgins Cunningham Fletcher Parker Bennett Price Cook Bailey Carter "
      "Phillips Richardson Marshall Collins Bell Shepherd Cox Mason Watson Davis Allen Young "
      "Mitchell Kelly Hargreaves Ogden Lomax Crompton Pilkington Fairhurst Winstanley Gaskell "
      "Hindley Unsworth Leigh Aspinall Grundy Partington Chadwick Buckley Heywood Mills "
      "Rhodes Lord Crabtree Dawson Stott Taylforth Wolstenholme Brierley Cheetham Dearden "
      "Duckworth Farnworth Fielding Garside Halliwell Hamer Heap Holden Horrocks Kay Kenyon "
      "Lees Leech Makinson Nuttall Openshaw Ormerod Pendlebury Platt Rigby Rothwell Royle "
      "Seddon Sharples Shuttleworth Slater Standish Stringer Sutcliffe Tattersall Thornley "
      "Tonge Turton Tyldesley Wardle Warburton Whitehead Whitworth Wild Worthington Yates "
      "Adams Anderson Andrews Armstrong Atkinson Ball Barker Barnes Barrett Berry Bird Booth "
      "Bradley Brooks Burgess Burns Burton Butler Campbell Carr Chapman Cole Cross Curtis "
      "Dean Dixon Doyle Ellis Fisher Ford Foster Fox Gibson Gilbert Gordon Graham Grant Gray "
      "Griffiths Hamilton Harding Harris Hart Harvey Hawkins Henderson Holmes Hopkins Howard "
      "Hudson Hunt Hunter Hutton James Jenkins Johnston Jordan Kaye Knight Lane Lawrence "
      "Lawson Lloyd Lowe Marsden Matthews May McDonald Miller Mellor Moss Murray Nelson "
      "Newton Nicholson Owen Palmer Payne Pearce Pearson Perkins Perry Pollard Porter Powell "
      "Preston Read Reid Reynolds Rogers Rose Ross Russell Ryan Saunders Scott Simpson "
      "Spencer Stevens Stewart Stone Sutton Swift Thomas Thomson Tucker Wallace Walsh Walton "
      "Warren Waters Watts Webb Webster Wells West Wheeler Wilkinson Willis Woods Woodward" },

    { SL_IRISH, SL_NAME_BOY,
      "Conor Sean Patrick Liam Cian Rory Oisin Finn Eoin Declan Brendan Cormac Darragh Ronan "
      "Callum Kieran Aidan Fionn Shay Tadhg Ciaran Donal Michael James Thomas John Martin "
      "Joseph Daniel" },
    { SL_IRISH, SL_NAME_GIRL,
      "Aoife Niamh Saoirse Ciara Caoimhe Roisin Orla Erin Sinead Siobhan Eimear Grainne Maeve "
      "Clodagh Shauna Bridget Kathleen Mary Margaret Ellen Kate Annie Nora Chantelle Shannon "
      "Winifred" },
    { SL_IRISH, SL_NAME_MAN,
      "Patrick John Michael James Martin Thomas Sean Kevin Brian Declan Brendan Gerard Dermot "
      "Eamon Noel Liam Padraig Kieran Anthony Joseph Daniel Hugh Francis Peter" },
    { SL_IRISH, SL_NAME_WOMAN,
      "Mary Margaret Bridget Kathleen Catherine Theresa Ann Maureen Siobhan Sinead Geraldine "
      "Noreen Patricia Eileen Josephine Bernadette Fionnuala Deirdre Aine Noelle Winifred "
      "Helen" },
    { SL_IRISH, SL_NAME_SURNAME,
      "Murphy Kelly O'Brien O'Connor O'Neill Walsh Ryan Byrne McCarthy Doyle Gallagher "
      "McDonagh Ward Doherty O'Reilly Lynch Murray Quinn Moore McLaughlin Connolly Daly "
      "O'Connell Wilson Dunne Brennan Burke Collins Campbell Clarke Johnston Hughes Farrell "
      "Fitzgerald Nolan Kavanagh Duffy Maguire Power McGrath Casey Cunningham O'Donnell "
      "O'Sullivan Kennedy Flynn Joyce Delaney Foley Keane Sweeney Mahoney McGinley McCann "
      "Rooney Molloy Costello Mongan Stokes Maughan Sheridan Geraghty O'Hara O'Toole Hanlon "
      "Tierney McNulty McManus McGuinness MacDonald Mullen Hogan" },

    { SL_PAKISTANI, SL_NAME_BOY,
      "Muhammad Mohammed Ali Ibrahim Yusuf Zain Haris Adam Hamza Umar Bilal Ayaan Musa Isa "
      "Hassan Hussain Ahmed Zayn Eesa Abdullah Hashim Sulaiman Zakariya Rayyan Mustafa Saad "
      "Usman Usama Danyal Hammad Aariz Arham Faizan Junaid Kashif Adeel Imran Shahzaib Talha "
      "Haider Abbas Raza Rehan Taha Uzair Waleed Yahya Zubair Subhan Azaan Ismail Zeeshan "
      "Awais Khalid Tariq Nabeel Saif Sameer Farhan Arslan Bilawal Daud Dawud Ehsan Ghulam "
      "Hasnain Ihsan Jibril Kamran Luqman Mikaeel Moiz Nauman Owais Qasim Rafay Sarim Shayan "
      "Sohaib Taimoor Wahaj Zaid Zohaib Amaan" },
    { SL_PAKISTANI, SL_NAME_GIRL,
      "Fatima Aisha Maryam Zainab Hafsa Khadija Zara Amina Inaya Anaya Aaliyah Sara Safa "
      "Aleena Ayesha Noor Hania Sumayyah Zoya Iqra Eman Laiba Mahnoor Aliza Areeba Hiba "
      "Humaira Sana Sobia Saima Rabia Nimra Mariam Mishal Alishba Anam Arooj Bushra Faiza "
      "Fariha Hira Hajra Haleema Kainat Kiran Madiha Maham Maira Malaika Manahil Minahil "
      "Misbah Muskan Nadia Nida Rida Rimsha Ruqayyah Saba Sadia Samia Saniya Shazia Sidra "
      "Sumaira Tayyaba Umaima Uzma Yusra Zahra Zunaira" },
    { SL_PAKISTANI, SL_NAME_MAN,
      "Mohammed Muhammad Imran Tariq Khalid Shahid Zahid Asif Nadeem Arshad Javed Naveed "
      "Amjad Sajid Waqar Kashif Adnan Usman Abdul Ali Ahmed Iqbal Rashid Saeed Tahir Wasim "
      "Zafar Faisal Farooq Ghulam Haroon Ijaz Irfan Jamil Kamran Liaqat Mahmood Mansoor "
      "Mazhar Mushtaq Nasir Nawaz Pervaiz Qasim Rizwan Sabir Safdar Sarfraz Shabir Shafiq "
      "Sohail Sultan Tanveer Umar Yasir Younis Zulfiqar" },
    { SL_PAKISTANI, SL_NAME_WOMAN,
      "Shazia Saima Nazia Rukhsana Samina Nasreen Farzana Fozia Shabana Rubina Sadia Nadia "
      "Ayesha Zainab Fatima Khalida Naheed Parveen Robina Safia Sajida Shaheen Shahida Shamim "
      "Sobia Tahira Tasleem Uzma Yasmin Zahida Zubaida Asma Bushra Farah Ghazala Humaira Irum "
      "Kausar Kiran Mehwish Munaza Naila Noreen Rabia Razia Rifat Rizwana Sumera Tabassum "
      "Zakia" },
    { SL_PAKISTANI, SL_NAME_SURNAME,
      "Khan Hussain Ahmed Ali Mahmood Iqbal Akhtar Shah Malik Bibi Begum Butt Mirza Rashid "
      "Hassan Sheikh Chaudhry Raja Qureshi Aslam Rehman Anwar Ashraf Javed Tariq Nawaz Saleem "
      "Yousaf Kauser Parveen Siddique Mohammed Rafiq Latif Shafiq Khalid Bashir Akram Arshad "
      "Munir Ahmad Zaman Afzal Rauf Hanif Baig Dar Ditta Farooq Ghani Hafeez Hamid Haq Hayat "
      "Ishaq Jabbar Kayani Khaliq Khatoon Lone Majeed Masood Mehmood Mughal Mukhtar Mushtaq "
      "Naz Nazir Pervez Qadir Rana Rasool Raza Razaq Riaz Sabir Sadiq Saeed Safdar Sarwar "
      "Shabbir Sharif Sultan Tabassum Tahir Waheed Warraich Yaqoob Younas Zafar Zaib Awan "
      "Bhatti Gill Janjua Minhas Rathore Sandhu Satti Syed" },

    { SL_BANGLADESHI, SL_NAME_BOY,
      "Muhammad Mohammed Md Abdul Ibrahim Yusuf Ayaan Zayan Tahmid Rayhan Mahdi Nafis Tanvir "
      "Sabbir Rafi Fahim Mahfuz Sakib Shafi Ridwan Nabil Tawhid Zakir Arif Jubayer Tasnim "
      "Mustakim Saif Imad Rahim Karim Habib Faruk Shahin Rumel Jamal Kamal Salman Shoaib "
      "Adnan Ishaq Yahya Hamza" },
    { SL_BANGLADESHI, SL_NAME_GIRL,
      "Fatima Aisha Maryam Tasnim Nusrat Sumaiya Tahmina Anika Raisa Samiha Nabila Farzana "
      "Jannat Tanisha Sabiha Nafisa Ruqayyah Mahira Sadia Sharmin Rumana Nasima Lamisa Zarin "
      "Mim Tanjina Halima Khadija Safa Hafsa Yusra Inayah Ayesha Mariam Fahmida Shahida "
      "Rehana Afsana Labiba" },
    { SL_BANGLADESHI, SL_NAME_MAN,
      "Mohammed Abdul Md Shah Kamal Jamal Rafiqul Shahidul Nurul Anwar Faruk Jahangir Mizanur "
      "Habibur Mahbubur Shafiqul Aminul Azizur Delwar Fazlul Harun Iqbal Jalal Kabir Lutfur "
      "Masud Nazrul Rezaul Ruhul Salim Shamim Siraj Tariqul Zakir Monir Motiur Badrul "
      "Khalilur Alam Ashraf" },
    { SL_BANGLADESHI, SL_NAME_WOMAN,
      "Shahana Rahima Nazma Ruksana Salma Shirin Rehana Fatema Jahanara Hasina Rina Rubi "
      "Nasima Hena Monowara Sultana Rowshanara Shamima Khaleda Momtaz Nargis Parul Razia "
      "Sufia Taslima Amina Aklima Bilkis Dilara Farida Halima Jesmin Lipi Luthfa Mahmuda "
      "Nilufa Roksana Sajeda Sharifa" },
    { SL_BANGLADESHI, SL_NAME_SURNAME,
      "Begum Khatun Ahmed Miah Ali Uddin Islam Rahman Hussain Choudhury Khan Khanom Akter "
      "Hoque Alam Chowdhury Sultana Bibi Hossain Kabir Karim Malik Talukdar Sarkar Mia Haque "
      "Hasan Bhuiyan Mollah Munshi Kazi Sikder Sheikh Siddique Rashid Quddus Parvin Nessa "
      "Matin Majid Mahmud Kamali Jalil Hamid Habib Goni Ferdous Ullah Aziz Azad Ara Amin "
      "Akbar Abdin Wahid Tarafdar Shahid" },

    { SL_INDIAN, SL_NAME_BOY,
      "Aarav Arjun Rohan Krish Dev Veer Rishi Kiran Aryan Ishaan Vihaan Ayaan Sai Advik "
      "Reyansh Arnav Jay Nikhil Rahul Raj Amar Gurpreet Harpreet Jaspreet Manpreet Simran "
      "Karan Jeevan Arun Vivaan Om Shiv Neel Nirav Dhruv Yash Parth Mohammed Yusuf Ibrahim "
      "Zain Hasan Ahmed Ismail Imran Sameer Harjit Baljit Gurdeep Jagdeep Sukhdeep Kuldeep "
      "Mandeep Amandeep Pardeep Tejinder Rajan Sunil" },
    { SL_INDIAN, SL_NAME_GIRL,
      "Anaya Diya Aanya Riya Priya Anika Saanvi Meera Kavya Isha Aisha Ananya Jaya Kiran "
      "Simran Jasleen Harleen Gurleen Navdeep Ravneet Amrit Manisha Nisha Pooja Sonia Neha "
      "Shreya Sneha Tanvi Tara Maya Leela Lakshmi Radha Sita Kajal Khushi Kareena Mariam "
      "Fatima Zainab Safiya Amina Hafsa Zahra Harpreet Manpreet Jaspreet Sukhpreet Kirandeep "
      "Rajvir Prabhjot Mehak Avni" },
    { SL_INDIAN, SL_NAME_MAN,
      "Rajesh Sanjay Amit Suresh Rakesh Mukesh Anil Sunil Vijay Ashok Dinesh Mahesh Nilesh "
      "Jayesh Hitesh Kamlesh Pravin Bharat Kishor Ramesh Harjinder Gurpreet Balwinder "
      "Jaswinder Sukhwinder Parminder Kulwinder Manjit Ranjit Surjit Mohammed Yusuf Ibrahim "
      "Ismail Iqbal Salim Imran Faruk Yakub Ahmed Anand Arun Deepak Gopal Manoj Naresh "
      "Prakash Rohit Sandeep Vinod Vikram" },
    { SL_INDIAN, SL_NAME_WOMAN,
      "Priya Sunita Anita Kavita Rekha Meena Nisha Hina Bhavna Jayshree Kalpana Daksha Hansa "
      "Jyoti Manjula Nita Pushpa Rupal Sangita Urmila Varsha Gurpreet Balwinder Jaswinder "
      "Sukhwinder Kulwinder Manjit Surinder Harjit Amarjit Fatima Zubeda Khatija Amina Hawa "
      "Safiya Mariam Ayesha Shabnam Yasmin Asha Deepa Geeta Indira Lata Madhu Neelam Poonam "
      "Radhika Seema Sarita Shobha" },
    { SL_INDIAN, SL_NAME_SURNAME,
      "Patel Singh Kaur Shah Kumar Sharma Mistry Desai Parmar Chauhan Gill Sandhu Dhillon "
      "Sidhu Grewal Bains Johal Mann Rai Uppal Sohal Bhogal Virdee Gupta Mehta Joshi Solanki "
      "Vaghela Thakor Rathod Makwana Lad Naik Nair Menon Reddy Rao Iyer Pillai Das Roy Bose "
      "Sen Khanna Kapoor Malhotra Chopra Bhatt Trivedi Pandya Amin Modi Gandhi Bharadia Musa "
      "Adam Ismail Desai Bux Seedat Vali Kazi Bhamji Atcha Lorgat Mogra Hafeji Munshi Nagdi "
      "Sidat Umarji Kothari Lakhani Popat Raja Sahota Sangha Takhar Toor Atwal Aujla Basra "
      "Cheema Deol Dosanjh Hundal Nijjar Purewal Rana" },

    { SL_POLISH, SL_NAME_BOY,
      "Jakub Jan Antoni Filip Szymon Aleksander Kacper Oliwier Adam Mikołaj Wojciech Michał "
      "Bartosz Dawid Mateusz Patryk Oskar Igor Kamil Maciej Nikodem Piotr Tymon Wiktor Łukasz "
      "Marcel Alan Sebastian Adrian Dominik Krystian Hubert Krzysztof Leon Maksymilian Natan "
      "Stanisław Tomasz" },
    { SL_POLISH, SL_NAME_GIRL,
      "Julia Zuzanna Maja Zofia Hanna Lena Alicja Oliwia Amelia Aleksandra Natalia Wiktoria "
      "Emilia Nikola Gabriela Maria Pola Antonina Nadia Kornelia Michalina Milena Martyna "
      "Weronika Laura Anna Jagoda Kinga Karolina Magdalena Patrycja Kaja Liliana Marcelina "
      "Nela Sandra Vanessa" },
    { SL_POLISH, SL_NAME_MAN,
      "Piotr Krzysztof Andrzej Tomasz Paweł Marcin Michał Grzegorz Łukasz Adam Mariusz "
      "Dariusz Rafał Robert Mateusz Kamil Jacek Marek Wojciech Sławomir Artur Przemysław "
      "Radosław Damian Sebastian Arkadiusz Zbigniew Mirosław Daniel Jarosław Bartosz Maciej "
      "Dawid Karol Jakub Dominik" },
    { SL_POLISH, SL_NAME_WOMAN,
      "Anna Katarzyna Agnieszka Małgorzata Monika Magdalena Joanna Ewa Aleksandra Barbara "
      "Beata Marta Justyna Karolina Sylwia Dorota Iwona Edyta Izabela Aneta Paulina Ewelina "
      "Natalia Kinga Renata Patrycja Marzena Agata Angelika Żaneta Wioletta Dominika Emilia "
      "Kamila Weronika Milena" },
    { SL_POLISH, SL_NAME_SURNAME,
      "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański "
      "Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk "
      "Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński "
      "Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek "
      "Nowicki Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak Szewczyk "
      "Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak Jasiński Zawadzki Bąk "
      "Jakubowski Sadowski Duda Włodarczyk Wilk Chmielewski Borkowski Sokołowski Szczepański "
      "Sawicki Kucharski Lis Maciejewski Kubiak Kalinowski Mazurek Wysocki" },

    { SL_ROMANIAN, SL_NAME_BOY,
      "Andrei David Alexandru Gabriel Mihai Ionut Stefan Matei Luca Darius Cristian Robert "
      "Daniel Mario Denis Rares Vlad Nicolas Eduard Florin Marius Albert Ianis Kevin Armando "
      "Sorin Petru Tudor Radu Alessio Fabian Patrick Antonio Samuel Elias Dominik Martin "
      "Jakub Samuel Emil" },
    { SL_ROMANIAN, SL_NAME_GIRL,
      "Maria Andreea Elena Ioana Sofia Alexandra Denisa Gabriela Bianca Daria Antonia Eva "
      "Larisa Patricia Rebeca Sara Teodora Ana Anastasia Casiana Delia Estera Iasmina Karina "
      "Lorena Medeea Natalia Raluca Roxana Sabrina Timeea Viktoria Zuzana Petra Simona Nikol "
      "Vanesa Esmeralda" },
    { SL_ROMANIAN, SL_NAME_MAN,
      "Ion Gheorghe Vasile Nicolae Florin Marian Constantin Cristian Mihai Adrian Daniel "
      "Marius Ionel Costel Viorel Dumitru Ionut Catalin Bogdan Cosmin Razvan Sorin Petre "
      "Stefan Gabriel Alin Claudiu Liviu Remus Traian Miroslav Jan Martin Milan Jozef Emil "
      "Ladislav Roman" },
    { SL_ROMANIAN, SL_NAME_WOMAN,
      "Maria Elena Ana Mihaela Ioana Cristina Daniela Florentina Gabriela Alina Andreea "
      "Simona Mariana Nicoleta Georgiana Camelia Loredana Roxana Monica Carmen Rodica "
      "Valentina Viorica Tatiana Aurelia Doina Lavinia Lidia Adina Raluca Jana Eva Zuzana "
      "Monika Iveta Renata Erika" },
    { SL_ROMANIAN, SL_NAME_SURNAME,
      "Popa Popescu Ionescu Stan Dumitru Stoica Gheorghe Matei Ciobanu Rusu Constantin Marin "
      "Lazar Florea Radu Dinu Munteanu Ene Nistor Stanciu Moldovan Costea Lacatus Ciurar "
      "Rostas Muntean Toma Vasile Ursu Tudor Barbu Sandu Oprea Preda Manea Neagu Dobre "
      "Dragomir Avram Ilie Nicolae Mihai Petrescu Georgescu Constantinescu Diaconu Filip "
      "Grigore Iordache Lungu Mocanu Niculescu Olaru Pavel Roman Sava Serban Tanase Voicu "
      "Zamfir Horvath Balog Gabor Kovac Pokuta Ziga Danko Lakatos Rac Kandrac Petrov Ivanov "
      "Dimitrov Georgiev Shevchenko Kovalenko Bondarenko Kravchenko" },

    { SL_AFRICAN, SL_NAME_BOY,
      "David Emmanuel Daniel Joshua Samuel Michael Elijah Gabriel Nathan Isaac Mohamed "
      "Abdirahman Abdullahi Ahmed Hassan Yusuf Ibrahim Abdi Mohamud Mustafa Chukwuemeka "
      "Oluwaseun Tobiloba Ayomide Kofi Kwame Kwabena Kojo Yaw Chidera Chinedu Emeka Ifeanyi "
      "Obinna Tunde Femi Segun Dayo Tendai Tinashe Tatenda Farai Tawanda Kuda Simba Filmon "
      "Yonas Samuel Henok Robel Natnael Nahom Amanuel" },
    { SL_AFRICAN, SL_NAME_GIRL,
      "Grace Blessing Deborah Esther Favour Precious Joy Mercy Gloria Ruth Hannah Naomi "
      "Fatima Amina Khadija Ayaan Hodan Hamdi Ifrah Sumaya Hafsa Ikram Nasra Zamzam Chidinma "
      "Adaeze Chiamaka Oluwadarasimi Temitope Abena Akosua Ama Esi Adwoa Rutendo Ruvimbo "
      "Tariro Nyasha Chipo Rufaro Helen Selam Feven Luwam Bethlehem Yordanos Mahlet Sara "
      "Miriam Aminata Mariama Fatou Isatou" },
    { SL_AFRICAN, SL_NAME_MAN,
      "Emmanuel Samuel David Michael Joseph Daniel John Peter Paul Mohamed Abdi Ahmed Ali "
      "Hassan Ibrahim Osman Abdullahi Olusegun Babatunde Adewale Chukwudi Emeka Kwame Kofi "
      "Kwabena Yaw Tendai Tafadzwa Blessing Farai Tesfay Yonas Kidane Mehari Habtom Jean "
      "Patrick Innocent Lamin Ebrima Modou Sekou Mamadou Ousmane Moses Godfrey Ronald Charles" },
    { SL_AFRICAN, SL_NAME_WOMAN,
      "Grace Blessing Mary Esther Elizabeth Comfort Mercy Patience Gloria Joyce Fatima Amina "
      "Halima Hodan Sahra Faduma Ifrah Khadra Asha Ayaan Chioma Ngozi Nkechi Funmilayo Folake "
      "Yetunde Abena Akua Ama Adwoa Tsitsi Rudo Chipo Memory Nyasha Selam Tsega Letebrhan "
      "Saba Almaz Aminata Mariama Marie Jeanne Beatrice Florence Agnes Juliet" },
    { SL_AFRICAN, SL_NAME_SURNAME,
      "Ali Mohamed Ahmed Hassan Abdi Osman Ibrahim Hussein Omar Yusuf Warsame Farah Jama Nur "
      "Abdullahi Aden Adeyemi Okafor Okonkwo Okeke Adebayo Ogunleye Balogun Adeleke Oyelaran "
      "Eze Nwosu Obi Uche Ibe Onyekachi Afolabi Akinola Bello Lawal Musa Salami Mensah Owusu "
      "Boateng Asante Osei Appiah Agyemang Amoah Antwi Addo Adjei Ofori Sarpong Opoku Moyo "
      "Ncube Dube Sibanda Ndlovu Chikwanha Mutasa Marufu Chigumba Tesfay Kidane Berhe Haile "
      "Gebremariam Tekle Habte Mehari Tewolde Camara Jallow Ceesay Sowe Touray Bah Diallo "
      "Barry Conteh Kamara Sesay Koroma Mukendi Kabongo Ilunga Tshibangu Mbala Kanza Nkosi "
      "Phiri Banda Mwangi Otieno Wanjiru Okello Mugisha" },

    { SL_CARIBBEAN, SL_NAME_BOY,
      "Isaiah Elijah Joshua Jayden Tyrell Malachi Nathaniel Jerome Marcus Zion Kymani Kai "
      "Tyrese Jordan Malik Ezekiel Reuben Andre Leon Dominic Romeo Kieron Aaron Micah Theo "
      "Jamal Curtis Darnell" },
    { SL_CARIBBEAN, SL_NAME_GIRL,
      "Tianna Shanice Aaliyah Kayla Renee Naomi Imani Nia Tia Leah Jada Amara Zara Chantel "
      "Ebony Jasmine Kiara Nevaeh Simone Alicia Monique Tamara Rhianna Keisha Serenity "
      "Destiny Aniyah Shanelle" },
    { SL_CARIBBEAN, SL_NAME_MAN,
      "Anthony Michael Paul Leroy Winston Errol Carlton Delroy Desmond Trevor Marcus Andre "
      "Jerome Wayne Tyrone Dwayne Clive Lloyd Junior Leon Curtis Courtney Everton Neville "
      "Patrick" },
    { SL_CARIBBEAN, SL_NAME_WOMAN,
      "Sharon Marcia Beverley Yvonne Sandra Paulette Jacqueline Michelle Natasha Simone "
      "Monique Keisha Chantelle Shanice Tanya Latoya Yolanda Angela Claudette Donna Maxine "
      "Rochelle Camille Denise" },
    { SL_CARIBBEAN, SL_NAME_SURNAME,
      "Brown Campbell Williams Thompson Reid Clarke Johnson Bailey Gordon Francis Grant "
      "Walker Lewis Morgan Henry Robinson Simpson Edwards Stewart Smith Barrett Blake Daley "
      "Dixon Facey Forbes Gayle Hylton Lawrence Levy McFarlane McKenzie Miller Morrison "
      "Palmer Powell Richards Samuels Scarlett Sinclair Spence Sterling Thomas Watson Weir "
      "Whyte Wint Pinnock Plummer Bogle Cunningham Joseph" },

    { SL_ARAB, SL_NAME_BOY,
      "Mohammed Ahmad Omar Ali Yousef Abdullah Ibrahim Mustafa Hamza Khaled Adam Karim Amir "
      "Zaid Bilal Mahmoud Hassan Hussein Yahya Anas Tareq Rami Sami Fadi Abdul_Rahman "
      "Abdul_Aziz Abdul_Rahim Ismail Rebin Hiwa Aland Shad Dlovan Ari Matin Amir_Ali "
      "Mohammad_Reza Navid Milad Farhad Zabihullah Najib Hamid Esmatullah Rahmatullah Wali "
      "Obaidullah Samiullah Mujtaba Haroon" },
    { SL_ARAB, SL_NAME_GIRL,
      "Fatima Maryam Noor Sara Aya Hala Lina Layan Jana Rima Zainab Aisha Yasmin Salma Malak "
      "Tala Leen Rahaf Rawan Shahad Nadine Huda Amal Hanan Sana Lana Shilan Zhina Avin Rozhin "
      "Parisa Nazanin Setayesh Zahra Hosna Marwa Sahar Shabnam Tamana Yalda Muska Arezo "
      "Farida Sumaya" },
    { SL_ARAB, SL_NAME_MAN,
      "Mohammed Ahmad Khaled Mahmoud Ali Omar Hassan Hussein Abdul_Rahman Abdul_Karim "
      "Abdul_Aziz Yasser Samir Nabil Jamal Adel Tarek Walid Ziad Fadi Rami Karwan Hiwa Rebwar "
      "Shwan Dilshad Farhad Reza Mehdi Hamid Najib Zabihullah Abdullah Wali Gul Rahim "
      "Nasrullah Habibullah Saad Faisal" },
    { SL_ARAB, SL_NAME_WOMAN,
      "Fatima Maryam Zainab Amal Hanan Huda Iman Rana Samar Nadia Noura Khadija Salwa Wafa "
      "Sahar Rasha Mona Suad Nasrin Shirin Bahar Chiman Runak Gulala Maryam Leila Zahra "
      "Parvin Fariba Mahnaz Shukria Bibi_Gul Fawzia Najiba Zarmina Hosai Lailuma Nargis Faten "
      "Ahlam" },
    { SL_ARAB, SL_NAME_SURNAME,
      "Ahmed Mohammed Ali Hassan Al-Hassan Ibrahim Mahmoud Hussein Abdullah Al-Ahmad Saleh "
      "Khalil Mansour Othman Hamad Salem Al-Masri Nasser Haddad Khoury Al-Jaberi Al-Saadi "
      "Aziz Rashid Karim Amin Qasim Rahimi Ahmadi Mohammadi Hosseini Karimi Rezaei Jafari "
      "Moradi Ebrahimi Hashemi Noori Safi Stanekzai Ahmadzai Popal Wardak Hotak Sahak Barzani "
      "Hama Faraj Qadir Tofiq Hamid Jabar Rasool Aziz El-Sayed El-Amin Ben_Ali Bouzid Benali "
      "Mansouri Zaidi Al-Zubaidi Al-Obaidi Bin_Saleh Bin_Omar Elhaj Bashir" },

    { SL_CHINESE, SL_NAME_BOY,
      "Jason Ryan Lucas Ethan Jayden Aaron Kevin Eric Alex Daniel Zi_Hao Yi_Chen Hao_Yu "
      "Wing_Hei Ka_Ho Chun_Hei Ho_Yin Jun_Hao Yu_Xuan Ming Wei Jun Chi_Fung Tsz_Hin Lok_Yin "
      "Hin_Long Leo Marcus" },
    { SL_CHINESE, SL_NAME_GIRL,
      "Emily Chloe Jessica Sophie Grace Amy Vivian Jasmine Hoi_Ching Wing_Yan Ka_Yan Yuet "
      "Xin_Yi Yu_Tong Zi_Xuan Mei Ling Tsz_Ching Lok_Yiu Cheuk_Yan Hei_Tung Yan_Yi Joyce "
      "Cherry Natalie Hannah" },
    { SL_CHINESE, SL_NAME_MAN,
      "Wai Kwok Chi_Keung Kin Man Wei Jun Hong Ming Chun Tony Peter Raymond Kenneth Simon "
      "Andy Siu_Ming Ka_Wai Wing_Kin Jian Lei Bo Chung Yiu Hok" },
    { SL_CHINESE, SL_NAME_WOMAN,
      "Mei Li Yan Siu_Fong Wai_Ling Mei_Ling Ka_Yan Wing Fang Xiu Jing Hong Amy Winnie Susan "
      "Connie Vivian Grace Sau_Ying Yuk Lai Hiu Ting Joanne Carmen" },
    { SL_CHINESE, SL_NAME_SURNAME,
      "Chan Wong Lee Cheung Lam Li Chen Wang Zhang Liu Ng Leung Tang Yip Lau Chow Cheng Ho "
      "Tsang Yeung Huang Lin Wu Zhou Xu Zhu Sun Ma Fung Mak Kwok Tse Yu Poon Law Tam Hui Lo "
      "Kwan Au Chiu Chu Yuen Tsui Tong Siu Pang Choi Lui Wan Zheng Yang Zhao He Guo Lin Luo "
      "Liang Xie Han Feng Deng Cao Peng" },
};
/* clang-format on */

const size_t SL_NAME_LIST_COUNT = sizeof(SL_NAME_LISTS) / sizeof(SL_NAME_LISTS[0]);
