"""People: users, schools, appointments, sign-in."""
