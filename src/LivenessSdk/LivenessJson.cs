namespace LivenessSdk;

/// <summary>Writes and reads results as JSON, in a contract that stays stable across versions.</summary>
public static class LivenessJson;
