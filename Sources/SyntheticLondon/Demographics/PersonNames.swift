// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Given and family names for invented people.
enum PersonNames {
    /// Names that go together.
    struct Pool: Sendable {
        let women: [String]
        let men: [String]
        let families: [String]
    }

    /// The names of an ethnic category.
    static func pool(_ ethnicity: String) -> Pool {
        switch ethnicity {
        case "C": european
        case "H": indian
        case "J", "K", "L", "F": muslimSouthAsian
        case "N", "E": african
        case "R": chinese
        case "S": wider
        case "M", "D", "P": caribbean
        default: british
        }
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private static let british = Pool(
        women: words(
            """
            Margaret Susan Patricia Christine Janet Linda Elaine Karen Julie Alison Helen Claire Sarah Emma Rachel Laura \
            Charlotte Jessica Sophie Chloe Olivia Amelia Isla Poppy Evie Dorothy Jean Sheila Maureen Eileen
            """),
        men: words(
            """
            David John Michael Peter Robert Paul Andrew Stephen Mark Ian Kevin Gary Simon Matthew James Daniel Thomas Luke \
            Jack Oliver Harry George Alfie Charlie Ronald Kenneth Dennis Raymond Leonard Frank
            """),
        families: words(
            """
            Smith Taylor Brown Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood \
            Jackson Clarke Harrison Scott Cooper Ward Morris Turner Hughes Carter Phillips Mitchell Bennett O'Brien \
            Murphy Sullivan Kelly Whitfield-Moore Ashdown Thistlewood
            """))

    private static let european = Pool(
        women: words("Anna Katarzyna Maria Elena Ioana Sofia Ana Beatriz Giulia Zuzana Agnieszka Marta Inês Zoë Renée"),
        men: words(
            "Piotr Andrzej Marek Luca Marco João Miguel Ionuț Andrei Dimitri Nikolai Tomasz Jürgen Søren Łukasz"),
        families: words(
            """
            Kowalski Nowak Wiśniewski Popescu Ionescu Rossi Bianchi Silva Ferreira García Papadopoulos Novák Kaya Yılmaz \
            Müller Dubois Jankauskas Horvat Petrov Łuczak
            """))

    private static let indian = Pool(
        women: words(
            "Priya Anjali Meera Kavita Sunita Nisha Deepa Lakshmi Harpreet Jasvinder Hema Asha Pooja Rekha Usha"),
        men: words(
            "Rajesh Sanjay Amit Vikram Arjun Suresh Harish Gurpreet Manjit Kiran Nikhil Rohan Ashok Dilip Mahesh"),
        families: words(
            "Patel Shah Singh Kaur Sharma Gupta Mehta Desai Iyer Reddy Nair Chopra Joshi Bhatt Amin Raval Solanki Gill")
    )

    private static let muslimSouthAsian = Pool(
        women: words(
            "Fatima Ayesha Nasreen Shabana Rukhsana Nadia Zainab Maryam Sadia Farzana Taslima Rehana Yasmin Hafsa"),
        men: words("Mohammed Imran Tariq Asif Abdul Kamal Rashid Faisal Bilal Hassan Shahid Nurul Anwar Zahid Yusuf"),
        families: words(
            "Khan Ahmed Hussain Begum Ali Rahman Islam Chowdhury Malik Iqbal Uddin Miah Hossain Akhtar Mahmood Qureshi")
    )

    private static let african = Pool(
        women: words(
            "Abena Ngozi Amina Folake Chioma Efua Hodan Yetunde Adaeze Akosua Zeinab Temitope Ifeoma Grace Blessing"),
        men: words("Kwame Chidi Olumide Emeka Kofi Abdi Babatunde Ibrahim Samuel Tunde Kwabena Femi Musa Yaw Emmanuel"),
        families: words(
            """
            Mensah Okafor Adeyemi Boateng Osei Nwosu Mohamed Owusu Bello Eze Adebayo Asante Warsame Kamara Sesay \
            N'Diaye Oyelaran Balogun
            """))

    private static let caribbean = Pool(
        women: words(
            "Beverley Marcia Yvonne Sonia Jacqueline Shanice Monique Paulette Keisha Natalie Cynthia Hyacinth"),
        men: words("Winston Delroy Leroy Trevor Marcus Tyrone Jermaine Errol Clive Desmond Nathaniel Devon Carlton"),
        families: words(
            "Campbell Williams Grant Bailey Francis Henry Morgan Reid Gordon Lewis Stewart Joseph Blake Edwards Barrett Pinnock"
        ))

    private static let chinese = Pool(
        women: words("Mei Li Xiu Ying Hui Yan Fang Jing Siu-Ling Wai-Yee"),
        men: words("Wei Jun Ming Chen Hao Jian Tao Ka-Ho Chi-Wai Feng"),
        families: words("Chan Wong Li Zhang Wang Chen Liu Cheung Lam Leung Ho Yip"))

    private static let wider = Pool(
        women: words("Layla Noor Shirin Parisa Valentina Camila Thuy Rosario Leila Mariam Sumaya Dalia"),
        men: words("Omar Karim Reza Ali Santiago Mateo Minh Jose Hamid Walid Sami Farid"),
        families: words("Haddad Al-Rashid Nazari Hosseini Rodríguez Gómez Nguyen Santos Karimi Mansour El-Sayed Aziz"))
}
