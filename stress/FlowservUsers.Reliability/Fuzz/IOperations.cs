namespace FlowservUsers.Reliability.Fuzz;

/// <summary>
/// What a sequence of operations is made of. Each gives its result as text, or the id of its error after an exclamation
/// mark. Keys and requests go by the order in which they were given out.
/// </summary>
internal interface IOperations
{
    string Register(string name, string password, bool isPending);

    string Login(string name, string password);

    string WhoAmI(int key);

    string Logout(int key, bool everywhere);

    string RequestReset(string name);

    string Reset(int request, string password);

    string ChangePassword(string name, string current, string replacement);

    string Activate(string name);

    string Disable(string name);

    string Unlock(string name);

    string Rename(string name, string newName);

    string Unregister(string name);

    string List(string prefix, UserStatus status, bool locked);

    string CountSessions(string name);

    string SetPolicy(Func<FlowservPolicy, FlowservPolicy> change);

    string Clear();
}
