"""The invented children, each with the year group of the academic year in which the demonstration is made."""

from decisions.demo.story import Child

ADE = Child("Ade Okafor", 3, 14, 11)
TYLER = Child("Tyler Booth", 6, 19, 10)
MARYAM = Child("Maryam Siddiq", 4, 30, 10)
LEAH = Child("Leah Marsden", 11, 2, 9)
ZOFIA = Child("Zofia Nowak", 1, 7, 8)
JACOB = Child("Jacob O'Rourke", 12, 12, 10)
CALLUM = Child("Callum Pryor", 5, 23, 8)
REECE = Child("Reece Harland", 9, 23, 11)
ELLIE = Child("Ellie-Mae Dobson", 8, 5, 9)

NOAH = Child("Noah Pemberton", 10, 11, 5)
FREDDIE = Child("Freddie Lumb", 5, 27, 6)
RUBY = Child("Ruby Sharpe", 3, 1, 6)
KOFI = Child("Kofi Asante", 9, 9, 4)
ISLA = Child("Isla Garrick", 7, 18, 2)
AISHA = Child("Aisha Karim", 2, 6, 3)
POPPY = Child("Poppy Langton", 11, 22, 1)

HARRY = Child("Harry Stanton", 4, 3, 8)
DINA = Child("Dina Haddad", 1, 15, 9)
GEORGE = Child("George Tilley", 8, 28, 5)
MILLIE = Child("Millie Crane", 6, 10, 10)
